import { z } from 'zod'
import { planFaults } from '@/lib/contract/admin/plan-rules'
import { defineOperation, list, single } from '@/lib/contract/operation'
import {
  Cents,
  CurrencyInput,
  DecimalString,
  Instant,
  LineOfText,
  NonNegativeDecimalInput,
  Paging,
  PositiveDecimalInput,
  Slug,
  Uuid,
} from '@/lib/contract/primitives'

const UnitCode = z.string().regex(/^[A-Z0-9]{2,3}$/, {
  error: 'A unit code of UN/ECE Recommendation 20, for example C62 (one) or HUR (hour).',
})

export const AGGREGATIONS = ['sum', 'max', 'last', 'unique'] as const
export const BILLING_PERIODS = ['monthly', 'quarterly', 'yearly', 'one_time'] as const
export const PRICE_MODELS = ['flat', 'graduated', 'volume', 'package'] as const

export const CatalogueService = z
  .object({
    id: Uuid,
    slug: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    created_at: Instant,
  })
  .meta({ id: 'CatalogueService' })
export type CatalogueService = z.output<typeof CatalogueService>

export const Metric = z
  .object({
    id: Uuid,
    service_slug: z.string(),
    slug: z.string(),
    name: z.string(),
    aggregation: z.enum(AGGREGATIONS),
    value_key: z.string().nullable(),
    unit_label: z.string(),
    unit_code: z.string(),
    created_at: Instant,
  })
  .meta({ id: 'Metric' })
export type Metric = z.output<typeof Metric>

const PriceTierInput = z.strictObject({
  tier_start: NonNegativeDecimalInput,
  tier_end: PositiveDecimalInput.nullable().default(null),
  unit_price_cents: NonNegativeDecimalInput,
})

const UsagePriceInput = z.strictObject({
  metric_slug: Slug,
  model: z.enum(PRICE_MODELS, { error: `One of ${PRICE_MODELS.join(', ')}.` }),
  included_quantity: NonNegativeDecimalInput.default('0'),
  unit_divisor: PositiveDecimalInput.default('1'),
  unit_label: LineOfText(60).nullish(),
  tiers: z.array(PriceTierInput).min(1, { error: 'A price needs at least one tier.' }).max(100),
})
export type UsagePriceInput = z.output<typeof UsagePriceInput>

export const UsagePrice = z
  .object({
    metric_slug: z.string(),
    model: z.enum(PRICE_MODELS),
    included_quantity: DecimalString,
    unit_divisor: DecimalString,
    unit_label: z.string().nullable(),
    tiers: z.array(
      z.object({
        tier_start: DecimalString,
        tier_end: DecimalString.nullable(),
        unit_price_cents: DecimalString,
      }),
    ),
  })
  .meta({ id: 'UsagePrice' })

const planFields = {
  name: LineOfText(200),
  billing_period: z.enum(BILLING_PERIODS, { error: `One of ${BILLING_PERIODS.join(', ')}.` }),
  base_price_cents: z.int().min(0, { error: 'Prices are never negative.' }),
  currency: CurrencyInput,
  trial_days: z.int().min(0).max(3650).default(0),
  tax_category: z.enum(['S', 'Z', 'E'], { error: 'One of S, Z, E.' }).nullish(),
  tax_rate: NonNegativeDecimalInput.nullish(),
  tax_exemption_reason: LineOfText(500).nullish(),
  features: z.array(LineOfText(200)).max(100).default([]),
  quotas: z.record(Slug, NonNegativeDecimalInput).default({}),
  usage_prices: z.array(UsagePriceInput).max(200).default([]),
}

export const PlanInput = z
  .strictObject({ service_slug: Slug, slug: Slug, ...planFields })
  .superRefine((plan, issues) => {
    for (const fault of planFaults(plan)) {
      issues.addIssue({ code: 'custom', path: fault.path, message: fault.message, input: fault.input })
    }
  })
export type PlanInput = z.output<typeof PlanInput>

/** A change of a plan nobody is on: any of its fields but the key, currency and period together stay consistent. */
export const PlanPatch = z
  .strictObject({
    name: planFields.name,
    billing_period: planFields.billing_period,
    base_price_cents: planFields.base_price_cents,
    currency: planFields.currency,
    trial_days: z.int().min(0).max(3650),
    tax_category: planFields.tax_category,
    tax_rate: planFields.tax_rate,
    tax_exemption_reason: planFields.tax_exemption_reason,
    features: z.array(LineOfText(200)).max(100),
    quotas: z.record(Slug, NonNegativeDecimalInput),
    usage_prices: z.array(UsagePriceInput).max(200),
  })
  .partial()

export const Plan = z
  .object({
    id: Uuid,
    key: z.string(),
    version: z.int(),
    service_slug: z.string(),
    slug: z.string(),
    name: z.string(),
    billing_period: z.enum(BILLING_PERIODS),
    base_price_cents: Cents,
    currency: z.string(),
    trial_days: z.int(),
    tax_category: z.enum(['S', 'Z', 'E']).nullable(),
    tax_rate: DecimalString.nullable(),
    tax_exemption_reason: z.string().nullable(),
    features: z.array(z.string()),
    quotas: z.record(z.string(), DecimalString),
    usage_prices: z.array(UsagePrice),
    created_at: Instant,
  })
  .meta({ id: 'Plan' })
export type Plan = z.output<typeof Plan>

const operator = { tag: 'Catalogue', audience: 'operator', scope: 'admin:billing' } as const

export const CreateService = defineOperation({
  ...operator,
  id: 'createService',
  method: 'POST',
  path: '/admin/services',
  summary: 'Makes a service that plans can sell',
  body: z.strictObject({ slug: Slug, name: LineOfText(200), description: LineOfText(2000).nullish() }),
  answer: single(CatalogueService, 201),
})
export const ListServices = defineOperation({
  ...operator,
  id: 'listServices',
  method: 'GET',
  path: '/admin/services',
  summary: 'Services of the partner',
  query: z.strictObject(Paging),
  answer: list(CatalogueService),
})
export const PatchService = defineOperation({
  ...operator,
  id: 'patchService',
  method: 'PATCH',
  path: '/admin/services/{service_id}',
  summary: 'Changes name or description of a service; issued invoices keep the old words',
  params: z.strictObject({ service_id: Uuid }),
  body: z.strictObject({ name: LineOfText(200).optional(), description: LineOfText(2000).nullish() }),
  answer: single(CatalogueService),
})

export const CreateMetric = defineOperation({
  ...operator,
  id: 'createMetric',
  method: 'POST',
  path: '/admin/metrics',
  summary: 'Makes a metric of a service',
  body: z
    .strictObject({
      service_slug: Slug,
      slug: Slug,
      name: LineOfText(200),
      aggregation: z.enum(AGGREGATIONS, { error: `One of ${AGGREGATIONS.join(', ')}.` }),
      value_key: LineOfText(100).nullish(),
      unit_label: LineOfText(60),
      unit_code: UnitCode.default('C62'),
    })
    .superRefine((metric, issues) => {
      if (metric.aggregation !== 'unique' || metric.value_key) return
      const message = 'A unique metric needs value_key: the event property whose distinct values are counted.'
      issues.addIssue({ code: 'custom', path: ['value_key'], message, input: metric.value_key ?? null })
    }),
  answer: single(Metric, 201),
})
export const ListMetrics = defineOperation({
  ...operator,
  id: 'listMetrics',
  method: 'GET',
  path: '/admin/metrics',
  summary: 'Metrics of the partner',
  query: z.strictObject({ ...Paging, service_slug: Slug.optional() }),
  answer: list(Metric),
})
export const PatchMetric = defineOperation({
  ...operator,
  id: 'patchMetric',
  method: 'PATCH',
  path: '/admin/metrics/{metric_id}',
  summary: 'Changes the words of a metric; how it counts stays, since invoices rest on it',
  params: z.strictObject({ metric_id: Uuid }),
  body: z.strictObject({
    name: LineOfText(200).optional(),
    unit_label: LineOfText(60).optional(),
    unit_code: UnitCode.optional(),
  }),
  answer: single(Metric),
})

export const CreatePlan = defineOperation({
  ...operator,
  id: 'createPlan',
  method: 'POST',
  path: '/admin/plans',
  summary:
    'Makes a plan; the same key again makes its next version, which new subscriptions use from then on',
  body: PlanInput,
  bodyLimitBytes: 1_000_000,
  answer: single(Plan, 201),
})
export const ListPlans = defineOperation({
  ...operator,
  id: 'listPlans',
  method: 'GET',
  path: '/admin/plans',
  summary: 'Plans of the partner with all versions, newest version first within a key',
  query: z.strictObject({ ...Paging, service_slug: Slug.optional() }),
  answer: list(Plan),
})
export const PatchPlan = defineOperation({
  ...operator,
  id: 'patchPlan',
  method: 'PATCH',
  path: '/admin/plans/{plan_id}',
  summary: 'Changes a plan that no subscription has ever used',
  params: z.strictObject({ plan_id: Uuid }),
  body: PlanPatch,
  bodyLimitBytes: 1_000_000,
  answer: single(Plan),
})
