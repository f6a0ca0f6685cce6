import { z } from 'zod'
import { checkIdentifier } from '@/lib/contract/identifier-rules'
import { defineOperation, single } from '@/lib/contract/operation'
import { Email, Instant, LineOfText, Uuid } from '@/lib/contract/primitives'
import { isCountryCode } from '@/lib/geo/countries'

export const LANGUAGES = ['en', 'nl', 'de', 'fr', 'es', 'it'] as const
export type Language = (typeof LANGUAGES)[number]
export const EINVOICE_FORMATS = ['ubl', 'xrechnung', 'cii', 'zugferd', 'facturx'] as const
export const INVOICE_TEMPLATES = ['standard', 'compact'] as const
export const EMAIL_TEMPLATES = ['standard', 'plain'] as const

/** Optional text: an empty or missing value is null. */
const optional = (max: number) =>
  z
    .union([z.literal(''), LineOfText(max)])
    .nullish()
    .transform((value) => value || null)

const fields = {
  company_name: LineOfText(200),
  address_line1: LineOfText(200),
  address_line2: optional(200),
  postal_code: LineOfText(20),
  city: LineOfText(100),
  state: optional(100),
  country_code: z
    .string()
    .refine(isCountryCode, { error: 'Not a country code of ISO 3166-1, two capital letters such as NL.' }),
  vat_number: optional(32),
  tax_exempt: z.boolean().default(false),
  contact_email: Email,
  phone: optional(40),
  is_business: z.boolean().default(true),
  peppol_id: optional(50),
  peppol_scheme: optional(4),
  leitweg_id: optional(46),
  preferred_einvoice_format: z
    .enum(EINVOICE_FORMATS)
    .nullish()
    .transform((value) => value ?? null),
  preferred_language: z.enum(LANGUAGES).default('en'),
  invoice_template_name: z.enum(INVOICE_TEMPLATES).default('standard'),
  email_template_name: z.enum(EMAIL_TEMPLATES).default('standard'),
  buyer_reference: optional(100),
}

/** The whole document as the tenant writes it: identifiers with wrong check digits are refused. */
export const BillingProfileInput = z.strictObject(fields).superRefine((profile, issues) => {
  for (const fault of checkIdentifier(profile)) {
    issues.addIssue({
      code: 'custom',
      path: [fault.field],
      message: fault.message,
      input: profile[fault.field],
    })
  }
})

/** The operator's import of a profile: a VAT number that fails its check is stored and counts as none. */
export const ImportedBillingProfile = z.strictObject(fields).superRefine((profile, issues) => {
  for (const fault of checkIdentifier(profile)) {
    if (fault.field === 'vat_number') continue
    issues.addIssue({
      code: 'custom',
      path: [fault.field],
      message: fault.message,
      input: profile[fault.field],
    })
  }
})

export type BillingProfileFields = z.output<typeof BillingProfileInput>

export const BillingProfile = z
  .object({
    id: Uuid,
    tenant_id: Uuid,
    company_name: z.string(),
    address_line1: z.string(),
    address_line2: z.string().nullable(),
    postal_code: z.string(),
    city: z.string(),
    state: z.string().nullable(),
    country_code: z.string(),
    vat_number: z.string().nullable(),
    tax_exempt: z.boolean(),
    contact_email: z.string(),
    phone: z.string().nullable(),
    is_business: z.boolean(),
    peppol_id: z.string().nullable(),
    peppol_scheme: z.string().nullable(),
    leitweg_id: z.string().nullable(),
    preferred_einvoice_format: z.enum(EINVOICE_FORMATS).nullable(),
    preferred_language: z.enum(LANGUAGES),
    invoice_template_name: z.enum(INVOICE_TEMPLATES),
    email_template_name: z.enum(EMAIL_TEMPLATES),
    buyer_reference: z.string().nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'BillingProfile' })
export type BillingProfile = z.output<typeof BillingProfile>

const etag = (profile: BillingProfile | null) =>
  profile ? `${profile.id}-${Date.parse(profile.updated_at)}` : null

export const GetBillingProfile = defineOperation({
  id: 'getBillingProfile',
  method: 'GET',
  path: '/billing/billing-profile',
  tag: 'Billing profile',
  summary: 'The billing profile of the tenant, or null when there is none yet',
  audience: 'tenant',
  scope: 'billing:read',
  answer: single(BillingProfile.nullable()),
  etag,
})

export const PutBillingProfile = defineOperation({
  id: 'putBillingProfile',
  method: 'PUT',
  path: '/billing/billing-profile',
  tag: 'Billing profile',
  summary: 'Writes the whole billing profile; If-Match guards against a lost update',
  audience: 'tenant',
  scope: 'billing:manage',
  body: BillingProfileInput,
  answer: single(BillingProfile),
  etag,
})
