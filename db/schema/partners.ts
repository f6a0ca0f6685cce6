import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '@/db/schema/columns'

/** The seller with its whole configuration. Not a tenant's table: guarded by partner_id = id. */
export const partners = pgTable('partners', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  legalName: text('legal_name'),
  sellerAddressLine1: text('seller_address_line1'),
  sellerAddressLine2: text('seller_address_line2'),
  sellerPostalCode: text('seller_postal_code'),
  sellerCity: text('seller_city'),
  sellerState: text('seller_state'),
  sellerCountryCode: text('seller_country_code'),
  sellerVatNumber: text('seller_vat_number'),
  sellerTaxNumber: text('seller_tax_number'),
  sellerRegistrationNumber: text('seller_registration_number'),
  sellerContactName: text('seller_contact_name'),
  sellerContactPhone: text('seller_contact_phone'),
  sellerContactEmail: text('seller_contact_email'),
  sellerPeppolScheme: text('seller_peppol_scheme'),
  sellerPeppolId: text('seller_peppol_id'),
  iban: text('iban'),
  bic: text('bic'),
  bankName: text('bank_name'),
  sepaCreditorId: text('sepa_creditor_id'),
  paymentTermsDays: integer('payment_terms_days').notNull().default(14),
  sepaPrenotificationDays: integer('sepa_prenotification_days').notNull().default(1),
  invoicePrefix: text('invoice_prefix').notNull().default('INV'),
  creditNotePrefix: text('credit_note_prefix').notNull().default('CN'),
  fiscalYearStartMonth: integer('fiscal_year_start_month').notNull().default(1),
  defaultCurrency: text('default_currency').notNull().default('EUR'),
  defaultLanguage: text('default_language').notNull().default('en'),
  timeZone: text('time_zone').notNull().default('Europe/Amsterdam'),
  outsideEuCategory: text('outside_eu_category').notNull().default('O'),
  ossRegistered: boolean('oss_registered').notNull().default(false),
  smallBusiness: boolean('small_business').notNull().default(false),
  usageGraceMinutes: integer('usage_grace_minutes').notNull().default(60),
  brandColor: text('brand_color'),
  logo: text('logo'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/**
 * Next number of a series in a fiscal year. Taken by updating the row inside the finalising transaction, so that a
 * rolled-back finalisation uses none.
 */
export const numberCounters = pgTable(
  'number_counters',
  {
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partners.id),
    series: text('series').notNull(),
    fiscalYear: integer('fiscal_year').notNull(),
    next: integer('next').notNull(),
  },
  (table) => [primaryKey({ columns: [table.partnerId, table.series, table.fiscalYear] })],
)
