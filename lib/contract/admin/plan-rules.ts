import { compareDecimals, parseDecimal } from '@/lib/money/decimal'

type Tier = { tier_start: string; tier_end: string | null; unit_price_cents: string }
type Price = { metric_slug: string; model: 'flat' | 'graduated' | 'volume' | 'package'; tiers: Tier[] }
type Plan = {
  billing_period: string
  trial_days: number
  tax_category?: string | null | undefined
  tax_rate?: string | null | undefined
  tax_exemption_reason?: string | null | undefined
  usage_prices: Price[]
}
export type PlanFault = { path: (string | number)[]; message: string; input: unknown }

/** What makes a plan unbillable although each field is well-formed: tier holes, a metric priced twice, a one-time plan with usage. */
export function planFaults(plan: Plan): PlanFault[] {
  return [
    ...taxFaults(plan),
    ...oneTimeFaults(plan),
    ...plan.usage_prices.flatMap((price, i) => priceFaults(plan, price, i)),
  ]
}

function taxFaults({ tax_category, tax_rate, tax_exemption_reason }: Plan): PlanFault[] {
  const faults: PlanFault[] = []
  if (tax_exemption_reason && tax_category !== 'E') {
    faults.push({
      path: ['tax_exemption_reason'],
      message: 'Only with tax_category E.',
      input: tax_exemption_reason,
    })
  }
  if (tax_rate && tax_category && tax_category !== 'S' && /[1-9]/.test(tax_rate)) {
    faults.push({ path: ['tax_rate'], message: `Category ${tax_category} has the rate 0.`, input: tax_rate })
  }
  if (tax_rate && compareDecimals(parseDecimal(tax_rate), parseDecimal('100')) > 0) {
    faults.push({ path: ['tax_rate'], message: 'A rate is a percentage up to 100.', input: tax_rate })
  }
  return faults
}

function oneTimeFaults(plan: Plan): PlanFault[] {
  if (plan.billing_period !== 'one_time') return []
  const faults: PlanFault[] = []
  if (plan.usage_prices.length > 0) {
    faults.push({
      path: ['usage_prices'],
      message: 'A one-time plan has no periods, so no usage.',
      input: plan.usage_prices.length,
    })
  }
  if (plan.trial_days > 0) {
    faults.push({ path: ['trial_days'], message: 'A one-time plan has no trial.', input: plan.trial_days })
  }
  return faults
}

function priceFaults(plan: Plan, price: Price, index: number): PlanFault[] {
  const at = (...path: (string | number)[]) => ['usage_prices', index, ...path]
  const faults: PlanFault[] = []
  if (plan.usage_prices.findIndex((other) => other.metric_slug === price.metric_slug) !== index) {
    faults.push({
      path: at('metric_slug'),
      message: 'This metric is priced twice in the plan.',
      input: price.metric_slug,
    })
  }
  if ((price.model === 'flat' || price.model === 'package') && price.tiers.length !== 1) {
    faults.push({
      path: at('tiers'),
      message: `A ${price.model} price has exactly one tier, from 0, open.`,
      input: price.tiers.length,
    })
    return faults
  }
  return [
    ...faults,
    ...tierFaults(price.tiers).map(({ path, ...fault }) => ({ ...fault, path: at('tiers', ...path) })),
  ]
}

/** Tiers start at 0, touch each other without hole or overlap, and the last one is open. */
function tierFaults(tiers: Tier[]): PlanFault[] {
  const faults: PlanFault[] = []
  let expected: string | null = '0'
  for (const [i, tier] of tiers.entries()) {
    if (expected === null) {
      faults.push({
        path: [i, 'tier_start'],
        message: 'The tier before is open, so nothing can follow it.',
        input: tier.tier_start,
      })
      break
    }
    const gap = compareDecimals(parseDecimal(tier.tier_start), parseDecimal(expected))
    if (gap !== 0) {
      const message =
        i === 0
          ? 'The first tier starts at 0.'
          : `${gap > 0 ? 'There is a hole' : 'The tiers overlap'}: this tier must start at ${expected}, where the one before ends.`
      faults.push({ path: [i, 'tier_start'], message, input: tier.tier_start })
    }
    if (
      tier.tier_end !== null &&
      compareDecimals(parseDecimal(tier.tier_end), parseDecimal(tier.tier_start)) <= 0
    ) {
      faults.push({ path: [i, 'tier_end'], message: 'A tier ends after it starts.', input: tier.tier_end })
    }
    expected = tier.tier_end
  }
  if (expected !== null && faults.length === 0) {
    faults.push({
      path: [tiers.length - 1, 'tier_end'],
      message: 'The last tier must be open (null).',
      input: expected,
    })
  }
  return faults
}
