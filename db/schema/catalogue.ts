import { bigserial, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { cents, decimal, instant } from '@/db/schema/columns'
import { partners } from '@/db/schema/partners'

const ofPartner = () =>
  uuid('partner_id')
    .notNull()
    .references(() => partners.id)

export const services = pgTable(
  'services',
  {
    id: uuid('id').primaryKey(),
    partnerId: ofPartner(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    description: text('description'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique('services_slug').on(table.partnerId, table.slug)],
)

export const metrics = pgTable(
  'metrics',
  {
    id: uuid('id').primaryKey(),
    partnerId: ofPartner(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => services.id),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    aggregation: text('aggregation').notNull(),
    valueKey: text('value_key'),
    unitLabel: text('unit_label').notNull(),
    unitCode: text('unit_code').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique('metrics_slug').on(table.partnerId, table.serviceId, table.slug)],
)

export type StoredUsagePrice = {
  metric_slug: string
  model: 'flat' | 'graduated' | 'volume' | 'package'
  included_quantity: string
  unit_divisor: string
  unit_label: string | null
  tiers: { tier_start: string; tier_end: string | null; unit_price_cents: string }[]
}

/** One version of a plan. A version that a subscription has used never changes; the next version takes its place. */
export const plans = pgTable(
  'plans',
  {
    id: uuid('id').primaryKey(),
    partnerId: ofPartner(),
    position: bigserial('position', { mode: 'bigint' }).notNull(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => services.id),
    slug: text('slug').notNull(),
    version: integer('version').notNull(),
    name: text('name').notNull(),
    billingPeriod: text('billing_period').notNull(),
    basePriceCents: cents('base_price_cents').notNull(),
    currency: text('currency').notNull(),
    trialDays: integer('trial_days').notNull(),
    taxCategory: text('tax_category'),
    taxRate: decimal('tax_rate'),
    taxExemptionReason: text('tax_exemption_reason'),
    features: jsonb('features').$type<string[]>().notNull(),
    quotas: jsonb('quotas').$type<Record<string, string>>().notNull(),
    usagePrices: jsonb('usage_prices').$type<StoredUsagePrice[]>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique('plans_version').on(table.partnerId, table.serviceId, table.slug, table.version)],
)
