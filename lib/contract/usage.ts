import { z } from 'zod'
import { defineOperation, list, single } from '@/lib/contract/operation'
import { CalendarDate, DecimalString, Instant, Paging, Slug } from '@/lib/contract/primitives'

export const UsageMetric = z
  .object({
    service_slug: z.string(),
    service_name: z.string(),
    metric_slug: z.string(),
    metric_name: z.string(),
    aggregation: z.enum(['sum', 'max', 'last', 'unique']),
    unit_label: z.string(),
    quantity: DecimalString,
    events: z.int(),
    included_quantity: DecimalString.nullable(),
  })
  .meta({ id: 'UsageMetric' })

export const UsageSummary = z
  .object({ period_start: Instant, period_end: Instant, metrics: z.array(UsageMetric) })
  .meta({ id: 'UsageSummary' })

export const UsagePoint = z
  .object({
    date: CalendarDate.meta({
      description: 'First local day of the interval in the time zone of the tenant',
    }),
    service_slug: z.string(),
    metric_slug: z.string(),
    quantity: DecimalString,
    events: z.int(),
  })
  .meta({ id: 'UsagePoint' })

const Range = {
  from: CalendarDate.optional(),
  to: CalendarDate.optional(),
}

export const GetUsageSummary = defineOperation({
  id: 'getUsageSummary',
  method: 'GET',
  path: '/usage/summary',
  tag: 'Usage',
  summary: 'Usage of each metric in the running month, or between two local dates (the last one included)',
  audience: 'tenant',
  scope: 'billing:read',
  query: z.strictObject(Range),
  answer: single(UsageSummary),
})

export const GetUsageHistory = defineOperation({
  id: 'getUsageHistory',
  method: 'GET',
  path: '/usage/history',
  tag: 'Usage',
  summary: 'Usage by day or month, the last 30 days unless two local dates say otherwise',
  audience: 'tenant',
  scope: 'billing:read',
  query: z.strictObject({
    ...Range,
    ...Paging,
    granularity: z.enum(['day', 'month'], { error: 'day or month.' }).default('day'),
    service_slug: Slug.optional(),
    metric_slug: Slug.optional(),
  }),
  answer: list(UsagePoint),
})

export const GetUsageByService = defineOperation({
  id: 'getUsageByService',
  method: 'GET',
  path: '/usage/by-service/{slug}',
  tag: 'Usage',
  summary: 'Usage of each metric of one service in the running month, or between two local dates',
  audience: 'tenant',
  scope: 'billing:read',
  params: z.strictObject({ slug: Slug }),
  query: z.strictObject(Range),
  answer: single(UsageSummary),
})
