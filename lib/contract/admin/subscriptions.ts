import { z } from 'zod'
import { BILLING_PERIODS } from '@/lib/contract/admin/catalogue'
import { defineOperation, list, single } from '@/lib/contract/operation'
import { SUBSCRIPTION_STATUSES } from '@/lib/contract/overview'
import {
  Cents,
  CurrencyInput,
  DecimalString,
  Instant,
  InstantInput,
  LineOfText,
  Paging,
  PositiveDecimalInput,
  Uuid,
} from '@/lib/contract/primitives'

export const DISCOUNT_SCOPES = ['all', 'subscription', 'usage'] as const
export const DISCOUNT_DURATIONS = ['once', 'periods', 'forever'] as const

const DiscountInput = z
  .strictObject({
    name: LineOfText(100),
    percent: PositiveDecimalInput.nullish(),
    amount_cents: z.int().min(1, { error: 'A discount takes something off: at least 1.' }).nullish(),
    currency: CurrencyInput.nullish(),
    applies_to: z.enum(DISCOUNT_SCOPES, { error: `One of ${DISCOUNT_SCOPES.join(', ')}.` }).default('all'),
    duration: z.enum(DISCOUNT_DURATIONS, { error: `One of ${DISCOUNT_DURATIONS.join(', ')}.` }),
    periods: z.int().min(1).max(1200).nullish(),
  })
  .superRefine((discount, issues) => {
    const refuse = (field: string, message: string, input: unknown) =>
      issues.addIssue({ code: 'custom', path: [field], message, input })
    const { percent, amount_cents, currency, duration, periods } = discount
    if ((percent == null) === (amount_cents == null))
      refuse('percent', 'Either percent or amount_cents.', percent ?? null)
    if (percent != null && Number(percent) > 100) refuse('percent', 'At most 100 percent.', percent)
    if (amount_cents != null && !currency)
      refuse('currency', 'An amount needs its currency.', currency ?? null)
    if (percent != null && currency) refuse('currency', 'A percentage has no currency.', currency)
    if (duration === 'periods' && periods == null)
      refuse('periods', 'For how many invoices does it last?', null)
    if (duration !== 'periods' && periods != null) refuse('periods', 'Only with duration periods.', periods)
  })
export type DiscountInput = z.output<typeof DiscountInput>

const Quantity = PositiveDecimalInput

export const Subscription = z
  .object({
    id: Uuid,
    tenant_id: Uuid,
    plan_key: z.string(),
    plan_id: Uuid,
    plan_version: z.int(),
    service_slug: z.string(),
    billing_period: z.enum(BILLING_PERIODS),
    status: z.enum(SUBSCRIPTION_STATUSES),
    quantity: DecimalString,
    currency: z.string(),
    base_price_cents: Cents,
    start_at: Instant,
    trial_end_at: Instant.nullable(),
    current_period_start: Instant.nullable(),
    current_period_end: Instant.nullable(),
    ended_at: Instant.nullable(),
    discounts: z.array(
      z.object({
        id: Uuid,
        name: z.string(),
        percent: DecimalString.nullable(),
        amount_cents: Cents.nullable(),
        currency: z.string().nullable(),
        applies_to: z.enum(DISCOUNT_SCOPES),
        duration: z.enum(DISCOUNT_DURATIONS),
        periods: z.int().nullable(),
        invoices_used: z.int(),
      }),
    ),
    created_at: Instant,
  })
  .meta({ id: 'Subscription' })
export type Subscription = z.output<typeof Subscription>

const operator = { tag: 'Subscriptions', audience: 'operator', scope: 'admin:subscriptions' } as const
const params = z.strictObject({ subscription_id: Uuid })

export const CreateSubscription = defineOperation({
  ...operator,
  id: 'createSubscription',
  method: 'POST',
  path: '/admin/subscriptions',
  summary:
    'Puts a tenant on a plan; with a start now or before, the first invoice is issued before this answers',
  body: z.strictObject({
    tenant_id: Uuid,
    plan_key: z.string().regex(/^[^.]+\.[^.]+$/, { error: 'The form is service.plan, for example api.pro.' }),
    quantity: Quantity.default('1'),
    start_at: InstantInput.nullish(),
    trial_end_at: InstantInput.nullish(),
    discounts: z.array(DiscountInput).max(20).default([]),
  }),
  answer: single(Subscription, 201),
})
export const ListSubscriptions = defineOperation({
  ...operator,
  id: 'listSubscriptions',
  method: 'GET',
  path: '/admin/subscriptions',
  summary: 'Subscriptions of the partner, oldest first',
  query: z.strictObject({ ...Paging, tenant_id: Uuid.optional() }),
  answer: list(Subscription),
})
export const GetSubscription = defineOperation({
  ...operator,
  id: 'getSubscription',
  method: 'GET',
  path: '/admin/subscriptions/{subscription_id}',
  summary: 'One subscription',
  params,
  answer: single(Subscription),
})
export const CancelSubscription = defineOperation({
  ...operator,
  id: 'cancelSubscription',
  method: 'POST',
  path: '/admin/subscriptions/{subscription_id}/cancel',
  summary: 'Cancels at the end of the period, or at once; prorate credits the unused base',
  params,
  body: z
    .strictObject({ immediate: z.boolean().default(false), prorate: z.boolean().default(false) })
    .superRefine((body, issues) => {
      if (!body.prorate || body.immediate) return
      const message = 'Only with immediate: at the end of the period nothing is left unused.'
      issues.addIssue({ code: 'custom', path: ['prorate'], message, input: true })
    }),
  answer: single(Subscription),
})
