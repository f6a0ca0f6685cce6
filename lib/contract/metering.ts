import { z } from 'zod'
import { defineOperation, single } from '@/lib/contract/operation'
import { InstantInput, LineOfText, NonNegativeDecimalInput, Slug, Uuid } from '@/lib/contract/primitives'

const MIB = 1024 * 1024

export const UsageEventInput = z.strictObject({
  idempotency_key: LineOfText(200),
  tenant_id: Uuid,
  service_slug: Slug,
  metric_slug: Slug,
  quantity: NonNegativeDecimalInput,
  occurred_at: InstantInput,
  properties: z
    .record(z.string().max(100), z.union([z.string().max(500), z.number(), z.boolean(), z.null()]))
    .optional(),
})
export type UsageEventInput = z.output<typeof UsageEventInput>

export const REJECTIONS = [
  'unknown_tenant',
  'unknown_metric',
  'key_reused',
  'too_old',
  'too_far_ahead',
  'missing_value',
] as const

export const IngestResult = z
  .object({
    accepted: z.int(),
    duplicates: z.int(),
    rejected: z.array(
      z.object({
        index: z.int(),
        idempotency_key: z.string(),
        code: z.enum(REJECTIONS),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'IngestResult' })
export type IngestResult = z.output<typeof IngestResult>

export const IngestEvents = defineOperation({
  id: 'ingestEvents',
  method: 'POST',
  path: '/metering/events',
  tag: 'Metering',
  summary: 'Takes 1 to 1,000 usage events; what is acknowledged is durable and counted once',
  audience: 'service',
  scope: 'metering:write',
  limit: 'metering',
  bodyLimitBytes: 4 * MIB,
  body: z.strictObject({
    events: z
      .array(UsageEventInput)
      .min(1, { error: 'Send at least one event.' })
      .max(1000, { error: 'At most 1,000 events a call.' }),
  }),
  answer: single(IngestResult, 202),
})
