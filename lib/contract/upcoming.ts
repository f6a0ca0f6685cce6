import { z } from 'zod'
import { EstimateLine, TaxGroup } from '@/lib/contract/invoices'
import { defineOperation, single } from '@/lib/contract/operation'
import { CalendarDate, Cents, CurrencyCode, Instant } from '@/lib/contract/primitives'

const ComparedLine = z
  .object({
    kind: EstimateLine.shape.kind,
    description: z.string(),
    service_slug: z.string().nullable(),
    metric_slug: z.string().nullable(),
    amount_cents: Cents,
    last_amount_cents: Cents,
    delta_cents: Cents,
  })
  .meta({ id: 'ComparedLine' })

export const Estimate = z
  .object({
    currency: CurrencyCode,
    document_type: z.enum(['invoice', 'credit_note']),
    as_of: Instant,
    usage_through: Instant.nullable().meta({
      description: 'Time of the latest usage event counted; null without usage',
    }),
    period_start: Instant.nullable(),
    period_end: Instant.nullable(),
    invoice_date: CalendarDate,
    lines: z.array(EstimateLine),
    subtotal_cents: Cents,
    tax_cents: Cents,
    tax_breakdown: z.array(TaxGroup),
    total_cents: Cents,
    credit_applied_cents: Cents,
    amount_due_cents: Cents,
    reverse_charge: z.boolean(),
    legal_note: z.string().nullable(),
    projected: z.object({
      total_cents: Cents,
      low_cents: Cents,
      high_cents: Cents,
      method: z.string(),
    }),
    compared_to_last: z
      .object({
        invoice_number: z.string(),
        total_cents: Cents,
        delta_cents: Cents,
        lines: z.array(ComparedLine),
      })
      .nullable(),
  })
  .meta({ id: 'Estimate' })
export type Estimate = z.output<typeof Estimate>

export const Upcoming = Estimate.extend({ estimates: z.array(Estimate) }).meta({ id: 'Upcoming' })
export type Upcoming = z.output<typeof Upcoming>

export const GetUpcoming = defineOperation({
  id: 'getUpcoming',
  method: 'GET',
  path: '/billing/upcoming',
  tag: 'Overview',
  summary:
    'The next invoice as it would be issued now, from the same computation that bills; one estimate a currency',
  audience: 'tenant',
  scope: 'billing:read',
  answer: single(Upcoming.nullable()),
})
