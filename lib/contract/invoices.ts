import { z } from 'zod'
import { defineOperation, file, list, single } from '@/lib/contract/operation'
import {
  CalendarDate,
  Cents,
  CurrencyCode,
  DecimalString,
  Instant,
  listOf,
  Paging,
  Uuid,
} from '@/lib/contract/primitives'

export const INVOICE_STATUSES = ['finalized', 'sent', 'past_due', 'paid', 'void'] as const
export const LINE_KINDS = ['subscription', 'usage', 'one_time', 'proration', 'discount', 'credit'] as const
export const TAX_CATEGORIES = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const

export const TaxGroup = z
  .object({
    category: z.enum(TAX_CATEGORIES),
    rate: DecimalString,
    taxable_cents: Cents,
    tax_cents: Cents,
    exemption_code: z.string().nullable(),
    exemption_reason: z.string().nullable(),
  })
  .meta({ id: 'TaxGroup' })

export const LineTier = z
  .object({ tier_start: DecimalString, tier_end: DecimalString.nullable() })
  .meta({ id: 'LineTier', description: 'Bounds of the tier in raw units of the metric' })

const lineFields = {
  order_index: z.int(),
  kind: z.enum(LINE_KINDS),
  description: z.string(),
  service_slug: z.string().nullable(),
  metric_slug: z.string().nullable(),
  quantity: DecimalString,
  unit_label: z.string().nullable(),
  unit_code: z.string().meta({ description: 'UN/ECE Recommendation 20' }),
  unit_price_cents: DecimalString,
  amount_cents: Cents,
  tax_category: z.enum(TAX_CATEGORIES),
  tax_rate: DecimalString,
  tax_cents: Cents,
  period_start: Instant.nullable(),
  period_end: Instant.nullable(),
  tiers: z.array(LineTier),
}

/** How a usage line came about, in raw units of the metric. */
export const LineArithmetic = z
  .object({
    model: z.enum(['flat', 'graduated', 'volume', 'package']),
    used: DecimalString,
    included: DecimalString,
    billed: DecimalString,
    unit_divisor: DecimalString,
  })
  .meta({ id: 'LineArithmetic' })

export const LineItem = z
  .object({
    id: Uuid,
    ...lineFields,
    service_name: z.string().nullable(),
    arithmetic: LineArithmetic.nullable(),
  })
  .meta({ id: 'LineItem' })
export const EstimateLine = z
  .object({ ...lineFields, service_name: z.string().nullable(), arithmetic: LineArithmetic.nullable() })
  .meta({ id: 'EstimateLine' })

export const BuyerSnapshot = z
  .object({
    company_name: z.string(),
    address_line1: z.string(),
    address_line2: z.string().nullable(),
    postal_code: z.string(),
    city: z.string(),
    state: z.string().nullable(),
    country_code: z.string(),
    vat_number: z.string().nullable(),
    contact_email: z.string(),
    phone: z.string().nullable(),
    is_business: z.boolean(),
    language: z.string(),
  })
  .meta({ id: 'BuyerSnapshot' })

export const SellerSnapshot = z
  .object({
    legal_name: z.string(),
    address_line1: z.string(),
    address_line2: z.string().nullable(),
    postal_code: z.string().nullable(),
    city: z.string(),
    state: z.string().nullable(),
    country_code: z.string(),
    vat_number: z.string().nullable(),
    tax_number: z.string().nullable(),
    registration_number: z.string().nullable(),
    contact_name: z.string().nullable(),
    contact_phone: z.string().nullable(),
    contact_email: z.string().nullable(),
    iban: z.string().nullable(),
    bic: z.string().nullable(),
    bank_name: z.string().nullable(),
    brand_color: z.string().nullable(),
    time_zone: z.string(),
  })
  .meta({ id: 'SellerSnapshot' })

export const Payment = z
  .object({
    id: Uuid,
    amount_cents: Cents,
    paid_at: Instant,
    method: z.string(),
    reference: z.string().nullable(),
  })
  .meta({ id: 'Payment' })

const invoiceFields = {
  id: Uuid,
  number: z.string(),
  document_type: z.enum(['invoice', 'credit_note']),
  status: z.enum(INVOICE_STATUSES),
  currency: CurrencyCode,
  issue_date: CalendarDate,
  due_date: CalendarDate.nullable(),
  period_start: Instant.nullable(),
  period_end: Instant.nullable(),
  subtotal_cents: Cents,
  tax_cents: Cents,
  total_cents: Cents,
  credit_applied_cents: Cents,
  amount_paid_cents: Cents,
  amount_due_cents: Cents,
  reverse_charge: z.boolean(),
  tax_label: z.string().nullable(),
  legal_note: z.string().nullable(),
  tax_breakdown: z.array(TaxGroup),
  buyer_reference: z.string().nullable(),
  referenced_invoice_id: Uuid.nullable(),
  notes: z.string().nullable(),
  finalized_at: Instant.nullable(),
  sent_at: Instant.nullable(),
  paid_at: Instant.nullable(),
  voided_at: Instant.nullable(),
  pdf_url: z.string().nullable(),
  available_formats: z.array(z.enum(['pdf', 'ubl', 'xrechnung', 'cii', 'zugferd', 'facturx'])),
  livemode: z.boolean(),
}
const detailFields = {
  buyer_snapshot: BuyerSnapshot,
  seller_snapshot: SellerSnapshot,
  line_items: z.array(LineItem),
  payments: z.array(Payment),
}

export const Invoice = z.object(invoiceFields).meta({ id: 'Invoice' })
export const InvoiceDetail = z.object({ ...invoiceFields, ...detailFields }).meta({ id: 'InvoiceDetail' })
export const OperatorInvoice = z.object({ tenant_id: Uuid, ...invoiceFields }).meta({ id: 'OperatorInvoice' })
export const OperatorInvoiceDetail = z
  .object({ tenant_id: Uuid, ...invoiceFields, ...detailFields })
  .meta({ id: 'OperatorInvoiceDetail' })
export type Invoice = z.output<typeof Invoice>
export type InvoiceDetail = z.output<typeof InvoiceDetail>
export type LineItem = z.output<typeof LineItem>
export type EstimateLine = z.output<typeof EstimateLine>
export type TaxGroup = z.output<typeof TaxGroup>
export type BuyerSnapshot = z.output<typeof BuyerSnapshot>
export type SellerSnapshot = z.output<typeof SellerSnapshot>
export type Payment = z.output<typeof Payment>

const InvoiceParams = z.strictObject({ invoice_id: Uuid })

export const ListInvoices = defineOperation({
  id: 'listInvoices',
  method: 'GET',
  path: '/billing/invoices',
  tag: 'Invoices',
  summary: 'Invoices and credit notes, newest first; drafts are never shown',
  audience: 'tenant',
  scope: 'billing:read',
  query: z.strictObject({
    ...Paging,
    status: listOf(z.enum(INVOICE_STATUSES, { error: `One of ${INVOICE_STATUSES.join(', ')}.` })),
  }),
  answer: list(Invoice),
})

export const GetInvoice = defineOperation({
  id: 'getInvoice',
  method: 'GET',
  path: '/billing/invoices/{invoice_id}',
  tag: 'Invoices',
  summary: 'One invoice or credit note with its lines, parties and payments',
  audience: 'tenant',
  scope: 'billing:read',
  params: InvoiceParams,
  answer: single(InvoiceDetail),
})

export const GetInvoicePdf = defineOperation({
  id: 'getInvoicePdf',
  method: 'GET',
  path: '/billing/invoices/{invoice_id}/pdf',
  tag: 'Invoices',
  summary: 'The invoice as PDF, made from the frozen invoice in the language of its profile',
  audience: 'tenant',
  scope: 'billing:read',
  params: InvoiceParams,
  answer: file('application/pdf'),
})
