import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, decimal, instant } from '@/db/schema/columns'

/**
 * Measured quantities, partitioned by the month of occurred_at. `ingest_position` is the order of acceptance: an
 * invoice remembers up to which position it counted, so what came later is known to be late.
 */
export const usageEvents = pgTable(
  'usage_events',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    metricId: uuid('metric_id').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    ingestPosition: bigint('ingest_position', { mode: 'bigint' }).notNull(),
    quantity: decimal('quantity').notNull(),
    /** Value of the property that a `unique` metric counts. */
    distinctValue: text('distinct_value'),
    properties: jsonb('properties').$type<Record<string, unknown>>(),
    acceptedAt: instant('accepted_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.metricId, table.occurredAt, table.ingestPosition] }),
  ],
)

/** One row an accepted event, kept 13 months: the same key again is a duplicate, or refused when its content differs. */
export const usageEventKeys = pgTable(
  'usage_event_keys',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    contentHash: bytea('content_hash').notNull(),
    acceptedAt: instant('accepted_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.idempotencyKey] }),
    index('usage_event_keys_accepted_at').on(table.acceptedAt),
  ],
)
