import { z } from 'zod'
import { LANGUAGES } from '@/lib/contract/billing-profile'
import { defineOperation, single } from '@/lib/contract/operation'
import { CurrencyInput, Email, Instant, LineOfText, TimeZoneInput, Uuid } from '@/lib/contract/primitives'
import { checkBic } from '@/lib/einvoice/identifiers/bic'
import { checkIban } from '@/lib/einvoice/identifiers/iban'
import { checkPeppolId } from '@/lib/einvoice/identifiers/peppol-id'
import { isCountryCode } from '@/lib/geo/countries'
import { checkVatNumber, explainVatNumber } from '@/lib/tax/vat-number'

const text = (max: number) => LineOfText(max).nullable()
const Prefix = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,9}$/, { error: 'One to ten capital letters, digits or hyphens.' })

const fields = {
  legal_name: text(200),
  seller_address_line1: text(200),
  seller_address_line2: text(200),
  seller_postal_code: text(20),
  seller_city: text(100),
  seller_state: text(100),
  seller_country_code: z
    .string()
    .refine(isCountryCode, { error: 'Not a country code of ISO 3166-1, two capital letters such as NL.' })
    .nullable(),
  seller_vat_number: text(32),
  seller_tax_number: text(50),
  seller_registration_number: text(50),
  seller_contact_name: text(100),
  seller_contact_phone: text(40),
  seller_contact_email: Email.nullable(),
  seller_peppol_scheme: text(4),
  seller_peppol_id: text(50),
  iban: text(42),
  bic: text(11),
  bank_name: text(100),
  sepa_creditor_id: text(35),
  payment_terms_days: z.int().min(0).max(365),
  sepa_prenotification_days: z.int().min(1).max(30),
  invoice_prefix: Prefix,
  credit_note_prefix: Prefix,
  fiscal_year_start_month: z.int().min(1).max(12),
  default_currency: CurrencyInput,
  default_language: z.enum(LANGUAGES),
  time_zone: TimeZoneInput,
  outside_eu_category: z.enum(['O', 'G']),
  oss_registered: z.boolean(),
  small_business: z.boolean(),
  usage_grace_minutes: z
    .int()
    .min(0)
    .max(60 * 24 * 31),
  brand_color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { error: 'A colour of the form #1a2b3c.' })
    .nullable(),
  logo: z
    .string()
    .max(200_000, { error: 'At most 150 kB of picture.' })
    .regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=]+$/, { error: 'A PNG or JPEG as a data: URL.' })
    .nullable(),
}

export const PartnerConfiguration = z
  .object({ id: Uuid, name: z.string(), ...fields, created_at: Instant, updated_at: Instant })
  .meta({ id: 'PartnerConfiguration' })
export type PartnerConfiguration = z.output<typeof PartnerConfiguration>

export const PartnerConfigurationPatch = z
  .strictObject(fields)
  .partial()
  .superRefine((patch, issues) => {
    const refuse = (path: keyof typeof fields, message: string) =>
      issues.addIssue({ code: 'custom', path: [path], message, input: patch[path] })
    if (patch.seller_vat_number && !checkVatNumber(patch.seller_vat_number).valid) {
      refuse('seller_vat_number', explainVatNumber(patch.seller_vat_number))
    }
    if (patch.iban && !checkIban(patch.iban).valid)
      refuse('iban', 'Not an IBAN: its check digits or length are wrong.')
    if (patch.bic && !checkBic(patch.bic).valid) refuse('bic', 'Not a BIC of 8 or 11 characters.')
    if (patch.seller_peppol_scheme && patch.seller_peppol_id) {
      const check = checkPeppolId(patch.seller_peppol_scheme, patch.seller_peppol_id)
      if (!check.valid) refuse(`seller_${check.field}`, check.message)
    }
    if (patch.invoice_prefix && patch.invoice_prefix === patch.credit_note_prefix) {
      refuse('credit_note_prefix', 'Invoices and credit notes need different prefixes.')
    }
  })

const params = z.strictObject({ partner_id: z.union([z.literal('me'), Uuid]) })

export const GetPartnerConfiguration = defineOperation({
  id: 'getPartnerConfiguration',
  method: 'GET',
  path: '/admin/partners/{partner_id}/configuration',
  tag: 'Partners',
  summary: 'The configuration of the partner: seller, payment terms, numbering, tax',
  audience: 'operator',
  scope: 'admin:partners',
  params,
  answer: single(PartnerConfiguration),
})

export const PatchPartnerConfiguration = defineOperation({
  id: 'patchPartnerConfiguration',
  method: 'PATCH',
  path: '/admin/partners/{partner_id}/configuration',
  tag: 'Partners',
  summary: 'Changes fields of the configuration; issued invoices stay as they are',
  audience: 'operator',
  scope: 'admin:partners',
  params,
  body: PartnerConfigurationPatch,
  bodyLimitBytes: 300_000,
  answer: single(PartnerConfiguration),
})
