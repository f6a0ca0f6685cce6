import { sql } from 'drizzle-orm'
import {
  bigserial,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { plans, services } from '@/db/schema/catalogue'
import { cents, decimal, instant } from '@/db/schema/columns'
import { invoices } from '@/db/schema/invoices'
import { tenantReference } from '@/db/schema/tenants'

/** Part of a period under one version of a plan; instants in epoch milliseconds. */
export type StoredStretch = { plan_id: string; from: number; to: number }

/** The open period of a subscription, what of it is still to be settled; instants in epoch milliseconds. */
export type StoredPeriod = {
  anchor_date: string
  index: number
  start: number
  end: number
  base_billed: boolean
  closed_stretches: StoredStretch[]
  stretch_from: number
  last_change_at: number | null
}

/** A tenant on a plan. What a boundary brings is written as a settlement when the boundary is crossed. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    id: uuid('id').notNull(),
    /** Order of creation: lines and discounts follow it. */
    position: bigserial('position', { mode: 'bigint' }).notNull(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => services.id),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    currency: text('currency').notNull(),
    billingPeriod: text('billing_period').notNull(),
    status: text('status').notNull(),
    quantity: decimal('quantity').notNull(),
    startAt: instant('start_at').notNull(),
    trialEndAt: instant('trial_end_at'),
    period: jsonb('period').$type<StoredPeriod>(),
    /** When it next needs settling: its start, the end of its trial, its boundary. Null: never again. */
    nextEventAt: instant('next_event_at'),
    endedAt: instant('ended_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    tenantReference(table),
    index('subscriptions_next_event')
      .on(table.partnerId, table.nextEventAt)
      .where(sql`next_event_at is not null`),
    uniqueIndex('subscriptions_one_live_per_service')
      .on(table.tenantId, table.serviceId)
      .where(sql`billing_period <> 'one_time' and status not in ('cancelled', 'expired')`),
  ],
)

const ofSubscription = (table: {
  tenantId: Parameters<typeof foreignKey>[0]['columns'][0]
  subscriptionId: Parameters<typeof foreignKey>[0]['columns'][0]
}) =>
  foreignKey({
    columns: [table.tenantId, table.subscriptionId],
    foreignColumns: [subscriptions.tenantId, subscriptions.id],
  })

const ofInvoice = (table: {
  tenantId: Parameters<typeof foreignKey>[0]['columns'][0]
  invoiceId: Parameters<typeof foreignKey>[0]['columns'][0]
}) =>
  foreignKey({ columns: [table.tenantId, table.invoiceId], foreignColumns: [invoices.tenantId, invoices.id] })

/** What one subscription brings to one invoice: at its start, at a boundary, or at once by an action. */
export const settlements = pgTable(
  'settlements',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    subscriptionId: uuid('subscription_id').notNull(),
    occasion: text('occasion').notNull(),
    at: instant('at').notNull(),
    currency: text('currency').notNull(),
    basePlanId: uuid('base_plan_id'),
    baseQuantity: decimal('base_quantity'),
    baseFrom: instant('base_from'),
    baseTo: instant('base_to'),
    oneTimePlanId: uuid('one_time_plan_id'),
    oneTimeQuantity: decimal('one_time_quantity'),
    stretches: jsonb('stretches').$type<StoredStretch[]>().notNull(),
    /** Set when it was billed, also where there was nothing to bill; then invoice_id stays null. */
    billedAt: instant('billed_at'),
    invoiceId: uuid('invoice_id'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.subscriptionId, table.occasion, table.at] }),
    tenantReference(table),
    ofSubscription(table),
    ofInvoice(table),
    index('settlements_open').on(table.partnerId, table.at).where(sql`billed_at is null`),
    index('settlements_of_invoice').on(table.tenantId, table.invoiceId),
  ],
)

/** Credits and debits for part of a period, waiting for the tenant's next invoice. */
export const prorations = pgTable(
  'prorations',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    id: uuid('id').notNull(),
    position: bigserial('position', { mode: 'bigint' }).notNull(),
    subscriptionId: uuid('subscription_id').notNull(),
    currency: text('currency').notNull(),
    planId: uuid('plan_id').notNull(),
    amountCents: cents('amount_cents').notNull(),
    from: instant('from_at').notNull(),
    to: instant('to_at').notNull(),
    reason: text('reason').notNull(),
    createdAt: instant('created_at').notNull(),
    invoiceId: uuid('invoice_id'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    tenantReference(table),
    ofSubscription(table),
    ofInvoice(table),
    index('prorations_waiting').on(table.tenantId, table.currency).where(sql`invoice_id is null`),
    index('prorations_of_invoice').on(table.tenantId, table.invoiceId),
  ],
)

/** One-time lines of the tenant, waiting for its next invoice. */
export const charges = pgTable(
  'charges',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    id: uuid('id').notNull(),
    position: bigserial('position', { mode: 'bigint' }).notNull(),
    description: text('description').notNull(),
    quantity: decimal('quantity').notNull(),
    unitPriceCents: decimal('unit_price_cents').notNull(),
    currency: text('currency').notNull(),
    unitCode: text('unit_code').notNull(),
    taxCategory: text('tax_category'),
    taxRate: decimal('tax_rate'),
    taxExemptionReason: text('tax_exemption_reason'),
    createdAt: instant('created_at').notNull(),
    invoiceId: uuid('invoice_id'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    tenantReference(table),
    ofInvoice(table),
    index('charges_waiting')
      .on(table.partnerId, table.tenantId, table.currency)
      .where(sql`invoice_id is null`),
    index('charges_of_invoice').on(table.tenantId, table.invoiceId),
  ],
)

export const discounts = pgTable(
  'discounts',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    id: uuid('id').notNull(),
    position: bigserial('position', { mode: 'bigint' }).notNull(),
    subscriptionId: uuid('subscription_id').notNull(),
    name: text('name').notNull(),
    percent: decimal('percent'),
    amountCents: cents('amount_cents'),
    currency: text('currency'),
    appliesTo: text('applies_to').notNull(),
    duration: text('duration').notNull(),
    periods: integer('periods'),
    invoicesUsed: integer('invoices_used').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    tenantReference(table),
    ofSubscription(table),
    index('discounts_of_subscription').on(table.tenantId, table.subscriptionId),
  ],
)
