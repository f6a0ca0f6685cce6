import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '@/db/schema/columns'
import { partners } from '@/db/schema/partners'
import { tenantReference } from '@/db/schema/tenants'

export const billingRuns = pgTable(
  'billing_runs',
  {
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partners.id),
    id: uuid('id').notNull(),
    /** The run bills one tenant only; null: all of the partner. */
    onlyTenantId: uuid('only_tenant_id'),
    state: text('state').notNull(),
    asOf: instant('as_of').notNull(),
    invoicesCreated: integer('invoices_created').notNull(),
    creditNotesCreated: integer('credit_notes_created').notNull(),
    skipped: integer('skipped').notNull(),
    failures: jsonb('failures')
      .$type<{ tenant_id: string; code: string; message: string; metric_slug: string | null }[]>()
      .notNull(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [primaryKey({ columns: [table.partnerId, table.id] })],
)

/** Who did what to which thing of a tenant, each entry chained to the one before by its hash. Append-only. */
export const auditLog = pgTable(
  'audit_log',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    position: bigint('position', { mode: 'bigint' }).notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    actorLabel: text('actor_label').notNull(),
    action: text('action').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    changes: jsonb('changes').$type<Record<string, unknown>>().notNull(),
    requestId: text('request_id').notNull(),
    previousHash: bytea('previous_hash').notNull(),
    hash: bytea('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.position] }), tenantReference(table)],
)

/** The newest link of each tenant's audit chain, locked while one is added. */
export const auditHeads = pgTable(
  'audit_heads',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    position: bigint('position', { mode: 'bigint' }).notNull(),
    hash: bytea('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId] }), tenantReference(table)],
)

/** What happened at the partner itself and belongs to no tenant: configuration, catalogue, runs. Append-only. */
export const partnerAuditLog = pgTable(
  'partner_audit_log',
  {
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partners.id),
    id: uuid('id').notNull(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    actorLabel: text('actor_label').notNull(),
    action: text('action').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    changes: jsonb('changes').$type<Record<string, unknown>>().notNull(),
    requestId: text('request_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.partnerId, table.id] })],
)

/** Effects to be carried out after the commit of the change that caused them. */
export const outbox = pgTable(
  'outbox',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    id: uuid('id').notNull(),
    topic: text('topic').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    tenantReference(table),
    index('outbox_oldest').on(table.partnerId, table.createdAt),
  ],
)

/** The one business clock of a sandbox server. No row: the machine's clock. */
export const sandboxClock = pgTable('sandbox_clock', {
  id: boolean('id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  setAt: instant('set_at').notNull(),
  frozen: boolean('frozen').notNull(),
})
