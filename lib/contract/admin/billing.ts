import { z } from 'zod'
import { INVOICE_STATUSES, OperatorInvoice, OperatorInvoiceDetail } from '@/lib/contract/invoices'
import { defineOperation, list, single } from '@/lib/contract/operation'
import {
  CurrencyInput,
  DecimalInput,
  DecimalString,
  Instant,
  InstantInput,
  LineOfText,
  listOf,
  NonNegativeDecimalInput,
  Paging,
  Uuid,
} from '@/lib/contract/primitives'

const operator = { tag: 'Billing', audience: 'operator', scope: 'admin:billing' } as const

export const Charge = z
  .object({
    id: Uuid,
    tenant_id: Uuid,
    description: z.string(),
    quantity: DecimalString,
    unit_price_cents: DecimalString,
    currency: z.string(),
    tax_category: z.enum(['S', 'Z', 'E']).nullable(),
    tax_rate: DecimalString.nullable(),
    tax_exemption_reason: z.string().nullable(),
    unit_code: z.string(),
    invoice_id: Uuid.nullable(),
    created_at: Instant,
  })
  .meta({ id: 'Charge' })
export type Charge = z.output<typeof Charge>

export const CreateCharge = defineOperation({
  ...operator,
  id: 'createCharge',
  method: 'POST',
  path: '/admin/charges',
  summary: 'A one-time line that goes onto the next invoice in its currency; a negative quantity credits',
  body: z
    .strictObject({
      tenant_id: Uuid,
      description: LineOfText(500),
      quantity: DecimalInput.default('1'),
      unit_price_cents: NonNegativeDecimalInput,
      currency: CurrencyInput,
      tax_category: z.enum(['S', 'Z', 'E'], { error: 'One of S, Z, E.' }).nullish(),
      tax_rate: NonNegativeDecimalInput.nullish(),
      tax_exemption_reason: LineOfText(500).nullish(),
      unit_code: z
        .string()
        .regex(/^[A-Z0-9]{2,3}$/, { error: 'A unit code of UN/ECE Recommendation 20, for example C62.' })
        .default('C62'),
    })
    .superRefine((charge, issues) => {
      const refuse = (field: string, message: string, input: unknown) =>
        issues.addIssue({ code: 'custom', path: [field], message, input })
      if (!/[1-9]/.test(charge.quantity)) refuse('quantity', 'Must not be zero.', charge.quantity)
      if (charge.tax_exemption_reason && charge.tax_category !== 'E') {
        refuse('tax_exemption_reason', 'Only with tax_category E.', charge.tax_exemption_reason)
      }
      if (charge.tax_rate && Number(charge.tax_rate) > 100)
        refuse('tax_rate', 'A percentage up to 100.', charge.tax_rate)
      if (
        charge.tax_rate &&
        /[1-9]/.test(charge.tax_rate) &&
        charge.tax_category &&
        charge.tax_category !== 'S'
      ) {
        refuse('tax_rate', `Category ${charge.tax_category} has the rate 0.`, charge.tax_rate)
      }
    }),
  answer: single(Charge, 201),
})

export const BillingRun = z
  .object({
    run_id: Uuid,
    state: z.enum(['queued', 'running', 'done', 'failed']),
    as_of: Instant,
    invoices_created: z.int(),
    credit_notes_created: z.int(),
    skipped: z.int(),
    failures: z.array(
      z.object({
        tenant_id: Uuid,
        code: z.string(),
        message: z.string(),
        metric_slug: z.string().nullable(),
      }),
    ),
    started_at: Instant.nullable(),
    finished_at: Instant.nullable(),
  })
  .meta({ id: 'BillingRun' })
export type BillingRun = z.output<typeof BillingRun>

export const CreateBillingRun = defineOperation({
  ...operator,
  id: 'createBillingRun',
  method: 'POST',
  path: '/admin/billing-runs',
  summary: 'Issues every invoice that is due as of an instant; running it again changes nothing',
  body: z.strictObject({ as_of: InstantInput.nullish(), tenant_id: Uuid.nullish() }),
  answer: single(BillingRun, 202),
})
export const GetBillingRun = defineOperation({
  ...operator,
  id: 'getBillingRun',
  method: 'GET',
  path: '/admin/billing-runs/{run_id}',
  summary: 'State and result of a billing run',
  params: z.strictObject({ run_id: Uuid }),
  answer: single(BillingRun),
})

export const ListOperatorInvoices = defineOperation({
  ...operator,
  id: 'listOperatorInvoices',
  method: 'GET',
  path: '/admin/invoices',
  summary: 'Invoices of every tenant of the partner, newest first',
  query: z.strictObject({
    ...Paging,
    tenant_id: Uuid.optional(),
    status: listOf(z.enum(INVOICE_STATUSES, { error: `One of ${INVOICE_STATUSES.join(', ')}.` })),
  }),
  answer: list(OperatorInvoice),
})
const InvoiceParams = z.strictObject({ invoice_id: Uuid })
export const GetOperatorInvoice = defineOperation({
  ...operator,
  id: 'getOperatorInvoice',
  method: 'GET',
  path: '/admin/invoices/{invoice_id}',
  summary: 'One invoice with its lines, parties and payments',
  params: InvoiceParams,
  answer: single(OperatorInvoiceDetail),
})
export const MarkInvoicePaid = defineOperation({
  ...operator,
  id: 'markInvoicePaid',
  method: 'POST',
  path: '/admin/invoices/{invoice_id}/mark-paid',
  summary: 'Books a payment that arrived outside the portal, whole or in part',
  params: InvoiceParams,
  body: z.strictObject({
    amount_cents: z.int().min(1, { error: 'At least 1.' }).nullish(),
    paid_at: InstantInput.nullish(),
    reference: LineOfText(200),
  }),
  answer: single(OperatorInvoiceDetail),
})

export const SandboxClock = z.object({ now: Instant, frozen: z.boolean() }).meta({ id: 'SandboxClock' })
export const AdvancedSandboxClock = SandboxClock.extend({ jobs_done: z.int() }).meta({
  id: 'AdvancedSandboxClock',
})

export const GetSandboxClock = defineOperation({
  ...operator,
  id: 'getSandboxClock',
  method: 'GET',
  path: '/admin/sandbox/clock',
  summary: 'The business clock of the server (sandbox mode only)',
  answer: single(SandboxClock),
})
export const PutSandboxClock = defineOperation({
  ...operator,
  id: 'putSandboxClock',
  method: 'PUT',
  path: '/admin/sandbox/clock',
  summary: 'Moves the business clock forward; what falls due on the way is done when this answers',
  body: z.strictObject({ now: InstantInput, frozen: z.boolean().optional() }),
  answer: single(AdvancedSandboxClock),
})
