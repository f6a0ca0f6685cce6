import { sql } from 'drizzle-orm'
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { cents, decimal, instant } from '@/db/schema/columns'
import { tenantReference } from '@/db/schema/tenants'
import type { BuyerSnapshot, SellerSnapshot } from '@/lib/contract/invoices'

export type StoredTaxGroup = {
  category: string
  rate: string
  taxable_cents: string
  tax_cents: string
  exemption_code: string | null
  exemption_reason: string | null
}

/** Issued documents: invoices and credit notes. What is frozen at finalising is never updated afterwards. */
export const invoices = pgTable(
  'invoices',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    id: uuid('id').notNull(),
    documentType: text('document_type').notNull(),
    status: text('status').notNull(),
    series: text('series').notNull(),
    fiscalYear: integer('fiscal_year').notNull(),
    sequence: integer('sequence').notNull(),
    number: text('number').notNull(),
    currency: text('currency').notNull(),
    issueDate: date('issue_date', { mode: 'string' }).notNull(),
    dueDate: date('due_date', { mode: 'string' }),
    periodStart: instant('period_start'),
    periodEnd: instant('period_end'),
    subtotalCents: cents('subtotal_cents').notNull(),
    taxCents: cents('tax_cents').notNull(),
    totalCents: cents('total_cents').notNull(),
    creditAppliedCents: cents('credit_applied_cents').notNull(),
    amountPaidCents: cents('amount_paid_cents').notNull(),
    amountDueCents: cents('amount_due_cents').notNull(),
    reverseCharge: boolean('reverse_charge').notNull(),
    taxLabel: text('tax_label'),
    legalNote: text('legal_note'),
    taxBreakdown: jsonb('tax_breakdown').$type<StoredTaxGroup[]>().notNull(),
    buyerReference: text('buyer_reference'),
    referencedInvoiceId: uuid('referenced_invoice_id'),
    notes: text('notes'),
    language: text('language').notNull(),
    templateName: text('template_name').notNull(),
    buyerSnapshot: jsonb('buyer_snapshot').$type<BuyerSnapshot>().notNull(),
    sellerSnapshot: jsonb('seller_snapshot').$type<SellerSnapshot>().notNull(),
    /** What was billed on which occasion, from which facts: the input that recomputes this document. */
    basis: jsonb('basis').$type<unknown>().notNull(),
    /** The occasion in one word and instant, unique: the same boundary is never billed twice. */
    occasion: text('occasion').notNull(),
    runId: uuid('run_id'),
    finalizedAt: instant('finalized_at').notNull(),
    sentAt: instant('sent_at'),
    paidAt: instant('paid_at'),
    voidedAt: instant('voided_at'),
    pdfUrl: text('pdf_url'),
    livemode: boolean('livemode').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    tenantReference(table),
    foreignKey({
      columns: [table.tenantId, table.referencedInvoiceId],
      foreignColumns: [table.tenantId, table.id],
    }),
    uniqueIndex('invoices_occasion').on(table.tenantId, table.currency, table.occasion),
    uniqueIndex('invoices_number').on(table.partnerId, table.series, table.fiscalYear, table.sequence),
    index('invoices_newest').on(table.tenantId, table.finalizedAt.desc(), table.id.desc()),
    index('invoices_newest_by_status').on(
      table.tenantId,
      table.status,
      table.finalizedAt.desc(),
      table.id.desc(),
    ),
    index('invoices_of_partner').on(table.partnerId, table.finalizedAt.desc(), table.id.desc()),
    index('invoices_open')
      .on(table.tenantId, table.dueDate)
      .where(sql`amount_due_cents > 0 and status <> 'void'`),
  ],
)

export type StoredTier = { tier_start: string; tier_end: string | null }
export type StoredArithmetic = {
  model: 'flat' | 'graduated' | 'volume' | 'package'
  used: string
  included: string
  billed: string
  unit_divisor: string
}

export const invoiceLines = pgTable(
  'invoice_lines',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    invoiceId: uuid('invoice_id').notNull(),
    orderIndex: integer('order_index').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').notNull(),
    description: text('description').notNull(),
    subscriptionId: uuid('subscription_id'),
    serviceSlug: text('service_slug'),
    serviceName: text('service_name'),
    metricSlug: text('metric_slug'),
    quantity: decimal('quantity').notNull(),
    unitLabel: text('unit_label'),
    unitCode: text('unit_code').notNull(),
    unitPriceCents: decimal('unit_price_cents').notNull(),
    amountCents: cents('amount_cents').notNull(),
    taxCategory: text('tax_category').notNull(),
    taxRate: decimal('tax_rate').notNull(),
    taxCents: cents('tax_cents').notNull(),
    periodStart: instant('period_start'),
    periodEnd: instant('period_end'),
    tiers: jsonb('tiers').$type<StoredTier[]>().notNull(),
    arithmetic: jsonb('arithmetic').$type<StoredArithmetic>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.invoiceId, table.orderIndex] }),
    unique('invoice_lines_id').on(table.tenantId, table.id),
    foreignKey({
      columns: [table.tenantId, table.invoiceId],
      foreignColumns: [invoices.tenantId, invoices.id],
    }),
  ],
)

/** Money that arrived for an invoice (positive) or went back (negative). */
export const payments = pgTable(
  'payments',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    id: uuid('id').notNull(),
    invoiceId: uuid('invoice_id').notNull(),
    currency: text('currency').notNull(),
    amountCents: cents('amount_cents').notNull(),
    method: text('method').notNull(),
    reference: text('reference'),
    paidAt: instant('paid_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({
      columns: [table.tenantId, table.invoiceId],
      foreignColumns: [invoices.tenantId, invoices.id],
    }),
    index('payments_of_invoice').on(table.tenantId, table.invoiceId),
    index('payments_latest').on(table.tenantId, table.paidAt.desc()),
  ],
)

/** The credit balance as a ledger: its sum per currency is the balance. */
export const creditEntries = pgTable(
  'credit_entries',
  {
    tenantId: uuid('tenant_id').notNull(),
    partnerId: uuid('partner_id').notNull(),
    id: uuid('id').notNull(),
    currency: text('currency').notNull(),
    amountCents: cents('amount_cents').notNull(),
    reason: text('reason').notNull(),
    invoiceId: uuid('invoice_id'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    tenantReference(table),
    foreignKey({
      columns: [table.tenantId, table.invoiceId],
      foreignColumns: [invoices.tenantId, invoices.id],
    }),
    index('credit_entries_balance').on(table.tenantId, table.currency),
  ],
)
