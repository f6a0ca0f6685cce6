import { z } from 'zod'
import { Invoice } from '@/lib/contract/invoices'
import { defineOperation, single } from '@/lib/contract/operation'
import { CalendarDate, Cents, CurrencyCode, DecimalString, Instant, Uuid } from '@/lib/contract/primitives'

export const SUBSCRIPTION_STATUSES = [
  'pending',
  'trialing',
  'active',
  'past_due',
  'cancelling',
  'suspended',
  'cancelled',
  'expired',
] as const

export const Balance = z
  .object({
    currency: CurrencyCode,
    outstanding_cents: Cents,
    overdue_cents: Cents,
    open_invoices: z.int(),
    oldest_due_date: CalendarDate.nullable(),
    credit_cents: Cents,
  })
  .meta({ id: 'Balance' })

export const TenantSubscription = z
  .object({
    id: Uuid,
    plan_key: z.string(),
    plan_name: z.string(),
    service_slug: z.string(),
    service_name: z.string(),
    billing_period: z.enum(['monthly', 'quarterly', 'yearly', 'one_time']),
    status: z.enum(SUBSCRIPTION_STATUSES),
    quantity: DecimalString,
    currency: CurrencyCode,
    base_price_cents: Cents,
    current_period_start: Instant.nullable(),
    current_period_end: Instant.nullable(),
  })
  .meta({ id: 'TenantSubscription' })

export const ATTENTION_KINDS = ['overdue', 'profile_missing', 'estimate_blocked'] as const

export const Attention = z
  .object({
    kind: z.enum(ATTENTION_KINDS),
    severity: z.enum(['warning', 'critical']),
    message: z.string(),
    invoice_id: Uuid.nullable(),
    field: z.string().nullable(),
  })
  .meta({ id: 'Attention' })

export const SpendMonth = z
  .object({
    month: z.string().meta({ description: 'YYYY-MM of the issue dates', example: '2026-11' }),
    currency: CurrencyCode,
    total_cents: Cents,
    services: z.array(
      z.object({
        service_slug: z.string().nullable(),
        service_name: z.string().nullable(),
        amount_cents: Cents.meta({ description: 'Net of tax' }),
      }),
    ),
  })
  .meta({ id: 'SpendMonth' })

export const Overview = z
  .object({
    currency: CurrencyCode,
    balances: z.array(Balance),
    current_period: z
      .object({
        start: Instant.nullable(),
        end: Instant.nullable(),
        usage_cents: Cents,
        subscription_cents: Cents,
        estimated_total_cents: Cents,
      })
      .nullable(),
    next_invoice_date: CalendarDate.nullable(),
    monthly_recurring_cents: Cents,
    subscriptions: z.array(TenantSubscription),
    default_payment_method: z.null(),
    last_payment: z
      .object({
        amount_cents: Cents,
        currency: CurrencyCode,
        paid_at: Instant,
        invoice_id: Uuid,
        invoice_number: z.string(),
      })
      .nullable(),
    recent_invoices: z.array(Invoice),
    spend_history: z.array(SpendMonth),
    profile_complete: z.boolean(),
    attention: z.array(Attention),
  })
  .meta({ id: 'Overview' })
export type Overview = z.output<typeof Overview>

export const GetOverview = defineOperation({
  id: 'getOverview',
  method: 'GET',
  path: '/billing/overview',
  tag: 'Overview',
  summary: 'What is due, what comes next, and what needs the admin',
  audience: 'tenant',
  scope: 'billing:read',
  answer: single(Overview),
})
