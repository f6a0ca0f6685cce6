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

/** Part of a period under one version of a plan, as instants in epoch milliseconds. */
export type StoredStretch = { planId: string; from: number; to: number }

/**
 * A tenant on a plan. The row holds the open period and what of it is still to be settled; what a boundary brings is
 * written as a settlement when the boundary is crossed.
 */
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
    /** Local date in the tenant's zone that all boundaries are counted from; null before the first period. */
    anchorDate: text('anchor_date'),
    periodIndex: integer('period_index'),
    periodStart: instant('period_start'),
    periodEnd: instant('period_end'),
    /** Whether the base price of the open period has been billed: only such a base is ever credited. */
    baseBilled: text('base_billed'),
    /** Parts of the open period that are closed by a plan change, oldest first. */
    closedStretches: jsonb('closed_stretches').$type<StoredStretch[]>().notNull(),
    /** From when usage counts under the present plan. */
    stretchFrom: instant('stretch_from'),
    lastPlanChangeAt: instant('last_plan_change_at'),
    /** The instant at which this subscription next needs the run: its start, the end of its trial, its boundary. */
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
