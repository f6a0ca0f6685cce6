import { bigserial, boolean, foreignKey, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant } from '@/db/schema/columns'
import { partners } from '@/db/schema/partners'

export const tenants = pgTable(
  'tenants',
  {
    id: uuid('id').primaryKey(),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partners.id),
    /** Order of creation: invoices of one boundary instant are issued in it. */
    position: bigserial('position', { mode: 'bigint' }).notNull(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    externalId: text('external_id'),
    taxExemptionReason: text('tax_exemption_reason'),
    taxExemptionCode: text('tax_exemption_code'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    unique('tenants_of_partner').on(table.partnerId, table.id),
    unique('tenants_external_id').on(table.partnerId, table.externalId),
  ],
)

/** Foreign key of a tenant's row: the partner beside it is that tenant's partner. */
export const tenantReference = (table: {
  partnerId: Parameters<typeof foreignKey>[0]['columns'][0]
  tenantId: Parameters<typeof foreignKey>[0]['columns'][0]
}) =>
  foreignKey({ columns: [table.partnerId, table.tenantId], foreignColumns: [tenants.partnerId, tenants.id] })

export const billingProfiles = pgTable(
  'billing_profiles',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    id: uuid('id').notNull(),
    companyName: text('company_name').notNull(),
    addressLine1: text('address_line1').notNull(),
    addressLine2: text('address_line2'),
    postalCode: text('postal_code').notNull(),
    city: text('city').notNull(),
    state: text('state'),
    countryCode: text('country_code').notNull(),
    vatNumber: text('vat_number'),
    taxExempt: boolean('tax_exempt').notNull(),
    contactEmail: text('contact_email').notNull(),
    phone: text('phone'),
    isBusiness: boolean('is_business').notNull(),
    peppolId: text('peppol_id'),
    peppolScheme: text('peppol_scheme'),
    leitwegId: text('leitweg_id'),
    preferredEinvoiceFormat: text('preferred_einvoice_format'),
    preferredLanguage: text('preferred_language').notNull(),
    invoiceTemplateName: text('invoice_template_name').notNull(),
    emailTemplateName: text('email_template_name').notNull(),
    buyerReference: text('buyer_reference'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId] }), tenantReference(table)],
)
