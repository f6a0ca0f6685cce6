import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { InvoicePlan, PlanVersion, UsagePrice } from '@/lib/billing/model'
import { type SimulatedMetric, Simulation } from '@/lib/billing/simulation'
import { formatDecimal, parseDecimal } from '@/lib/money/decimal'
import type { BuyerTaxFacts, SellerTaxFacts } from '@/lib/tax/vat'

type RawPrice = {
  metric_slug: string
  model: UsagePrice['model']
  included_quantity?: string
  unit_divisor?: string
  unit_label?: string
  tiers: { tier_start: string; tier_end: string | null; unit_price_cents: string }[]
}
type RawSeller = {
  seller_country_code: string
  seller_postal_code?: string | null
  small_business?: boolean
  oss_registered?: boolean
  outside_eu_category?: 'O' | 'G'
}
type RawBuyer = {
  country_code: string
  postal_code?: string | null
  is_business?: boolean
  vat_number?: string | null
  tax_exempt?: boolean
}
type RawPlan = {
  service_slug: string
  slug: string
  name: string
  billing_period: PlanVersion['billingPeriod']
  base_price_cents: number
  currency: string
  trial_days?: number
  tax_category?: 'S' | 'Z' | 'E'
  tax_rate?: string
  tax_exemption_reason?: string
  usage_prices?: RawPrice[]
}
type RawDiscount = {
  name: string
  percent?: string
  amount_cents?: number
  currency?: string
  applies_to?: 'all' | 'subscription' | 'usage'
  duration: 'once' | 'periods' | 'forever'
  periods?: number
}
type RawEvent = {
  tenant: string
  service_slug: string
  metric_slug: string
  quantity: string
  occurred_at: string
  properties?: Record<string, unknown>
}
export type TimelineStep = {
  at: string
  subscribe?: {
    key: string
    tenant: string
    plan_key: string
    quantity?: string
    start_at?: string
    trial_end_at?: string
    discounts?: RawDiscount[]
  }
  override?: {
    subscription: string
    plan_key?: string
    quantity?: string
    effective_at?: string
    invoice_now?: boolean
  }
  cancel?: { subscription: string; immediate?: boolean; prorate?: boolean }
  resume?: { subscription: string }
  suspend?: { subscription: string }
  charge?: {
    tenant: string
    description: string
    quantity: string
    unit_price_cents: string
    currency: string
    tax_category?: 'S' | 'Z' | 'E'
    tax_rate?: string
  }
  credit?: { tenant: string; amount_cents: number; currency: string }
  events?: RawEvent[]
  run?: Record<string, never>
}
export type CaseInvoice = {
  tenant: string
  lines: Record<string, unknown>[]
  tax_breakdown: Record<string, unknown>[]
} & Record<string, unknown>
export type BillingCase = {
  name: string
  why: string
  given: {
    partner: RawSeller & { time_zone: string; usage_grace_minutes: number } & Record<string, unknown>
    tenants: {
      key: string
      name: string
      time_zone: string
      billing_profile: RawBuyer & Record<string, unknown>
      tax_exemption?: { reason: string; code?: string }
    }[]
    services: { slug: string; name: string }[]
    metrics: {
      service_slug: string
      slug: string
      name: string
      aggregation: SimulatedMetric['aggregation']
      value_key?: string
      unit_label: string
      unit_code: string
    }[]
    plans: RawPlan[]
    timeline: TimelineStep[]
    upcoming?: { tenant: string; at: string }
  }
  expect: {
    invoices?: CaseInvoice[]
    upcoming?: CaseInvoice[]
    error?: { tenant: string; metric_slug: string }
    rejected_events?: number
  }
}
type WorkedCases = {
  rounding: {
    round: { x: string; rounded: number }[]
    share_out: { total: number; weights: number[]; shares: number[] }[]
  }
  periods: {
    anchor: string
    time_zone: string
    billing_period: 'monthly' | 'quarterly' | 'yearly'
    boundaries: string[]
  }[]
  rating: {
    why: string
    price: Omit<RawPrice, 'metric_slug'>
    quantity: string
    lines: Record<string, unknown>[]
  }[]
  vat: {
    why: string
    seller: RawSeller
    buyer: RawBuyer
    tax_exemption?: { reason: string; code?: string }
    date: string
    category: string
    rate: string
    note: string | null
  }[]
  cases: BillingCase[]
}

/** The worked cases: tables, and timelines with the documents they must make. */
export const worked: WorkedCases = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'billing-cases.json'), 'utf8'),
)

export const sellerOf = (partner: RawSeller): SellerTaxFacts => ({
  countryCode: partner.seller_country_code,
  postalCode: partner.seller_postal_code ?? null,
  smallBusiness: partner.small_business ?? false,
  ossRegistered: partner.oss_registered ?? false,
  outsideEuCategory: partner.outside_eu_category ?? 'O',
})

export const buyerOf = (profile: RawBuyer): BuyerTaxFacts => ({
  countryCode: profile.country_code,
  postalCode: profile.postal_code ?? null,
  isBusiness: profile.is_business ?? true,
  vatNumber: profile.vat_number ?? null,
  taxExempt: profile.tax_exempt ?? false,
})

export const priceOf = (price: RawPrice): UsagePrice => ({
  metricSlug: price.metric_slug,
  model: price.model,
  includedQuantity: parseDecimal(price.included_quantity ?? '0'),
  unitDivisor: parseDecimal(price.unit_divisor ?? '1'),
  unitLabel: price.unit_label ?? null,
  tiers: price.tiers.map((tier) => ({
    start: parseDecimal(tier.tier_start),
    end: tier.tier_end === null ? null : parseDecimal(tier.tier_end),
    unitPriceCents: parseDecimal(tier.unit_price_cents),
  })),
})

const planOf = (plan: RawPlan): PlanVersion => ({
  id: `${plan.service_slug}.${plan.slug}`,
  key: `${plan.service_slug}.${plan.slug}`,
  name: plan.name,
  serviceSlug: plan.service_slug,
  serviceName: plan.service_slug,
  billingPeriod: plan.billing_period,
  basePriceCents: BigInt(plan.base_price_cents),
  currency: plan.currency,
  trialDays: plan.trial_days ?? 0,
  tax: {
    category: plan.tax_category ?? null,
    rate: plan.tax_rate === undefined ? null : parseDecimal(plan.tax_rate),
    reason: plan.tax_exemption_reason ?? null,
  },
  usagePrices: (plan.usage_prices ?? []).map(priceOf),
})

const discountOf = (discount: RawDiscount, id: string) => ({
  id,
  name: discount.name,
  value:
    discount.percent === undefined
      ? { amountCents: BigInt(discount.amount_cents ?? 0), currency: discount.currency ?? '' }
      : { percent: parseDecimal(discount.percent) },
  appliesTo: discount.applies_to ?? ('all' as const),
  invoicesLeft: { once: 1, periods: discount.periods ?? 0, forever: null }[discount.duration],
})

/** Twelve calendar months (UTC) before an instant: older events are not taken any more. */
export function twelveMonthsBefore(at: Date): Date {
  const start = new Date(at)
  start.setUTCMonth(start.getUTCMonth() - 12)
  return start
}

/** Plays a case's timeline through the simulation. */
export function replay(item: BillingCase) {
  const { given } = item
  const plans = new Map(given.plans.map((plan) => [`${plan.service_slug}.${plan.slug}`, planOf(plan)]))
  const plan = (key: string) => {
    const found = plans.get(key)
    if (!found) throw new Error(`No plan ${key}.`)
    return found
  }
  const metrics = given.metrics.map((metric) => ({
    ...metric,
    serviceSlug: metric.service_slug,
    unitLabel: metric.unit_label,
    unitCode: metric.unit_code,
  }))
  const simulation = new Simulation(
    {
      ...sellerOf(given.partner),
      timeZone: given.partner.time_zone,
      usageGraceMinutes: given.partner.usage_grace_minutes,
    },
    metrics,
  )
  for (const tenant of given.tenants) {
    const exemption = tenant.tax_exemption
      ? { reason: tenant.tax_exemption.reason, code: tenant.tax_exemption.code ?? null }
      : null
    simulation.addTenant(tenant.key, tenant.time_zone, buyerOf(tenant.billing_profile), exemption)
  }
  let rejected = 0
  for (const step of given.timeline) {
    const now = Date.parse(step.at)
    const { subscribe, override, cancel, resume, suspend, charge, credit, events, run } = step
    if (subscribe) {
      simulation.subscribe(subscribe.key, subscribe.tenant, plan(subscribe.plan_key), now, {
        quantity: parseDecimal(subscribe.quantity ?? '1'),
        startAt: Date.parse(subscribe.start_at ?? step.at),
        trialEndAt: subscribe.trial_end_at ? Date.parse(subscribe.trial_end_at) : null,
        discounts: (subscribe.discounts ?? []).map((discount, i) =>
          discountOf(discount, `${subscribe.key}-${i}`),
        ),
      })
    }
    if (override) {
      simulation.override(
        override.subscription,
        {
          ...(override.plan_key && { plan: plan(override.plan_key) }),
          ...(override.quantity && { quantity: parseDecimal(override.quantity) }),
        },
        now,
        {
          effectiveAt: Date.parse(override.effective_at ?? step.at),
          invoiceNow: override.invoice_now ?? false,
        },
      )
    }
    if (cancel)
      simulation.cancel(cancel.subscription, now, {
        immediate: cancel.immediate ?? false,
        prorate: cancel.prorate ?? false,
      })
    if (resume) simulation.resume(resume.subscription, now)
    if (suspend) simulation.suspend(suspend.subscription, now)
    if (charge) {
      simulation.charge(charge.tenant, {
        id: `charge-${step.at}-${charge.description}`,
        description: charge.description,
        quantity: parseDecimal(charge.quantity),
        unitPriceCents: parseDecimal(charge.unit_price_cents),
        unitCode: 'C62',
        tax: {
          category: charge.tax_category ?? null,
          rate: charge.tax_rate ? parseDecimal(charge.tax_rate) : null,
          reason: null,
        },
        at: now,
        currency: charge.currency,
      })
    }
    if (credit) simulation.credit(credit.tenant, BigInt(credit.amount_cents), credit.currency)
    for (const event of events ?? []) {
      const occurredAt = Date.parse(event.occurred_at)
      if (occurredAt < twelveMonthsBefore(new Date(now)).getTime()) {
        rejected += 1
        continue
      }
      const key = given.metrics.find(
        (metric) => metric.slug === event.metric_slug && metric.service_slug === event.service_slug,
      )?.value_key
      simulation.record(event.tenant, {
        serviceSlug: event.service_slug,
        metricSlug: event.metric_slug,
        occurredAt,
        quantity: parseDecimal(event.quantity),
        distinctValue: key ? String(event.properties?.[key]) : null,
      })
    }
    if (run) simulation.run(now)
  }
  const ask = given.upcoming
  const upcoming = ask
    ? simulation
        .upcoming(ask.tenant, Date.parse(ask.at))
        .map((found) => ({ tenant: ask.tenant, plan: found }))
    : []
  return { simulation, upcoming, rejected }
}

const LINE_FIELDS = [
  'kind',
  'service_slug',
  'metric_slug',
  'quantity',
  'unit_price_cents',
  'amount_cents',
  'tax_category',
  'tax_rate',
  'tax_cents',
] as const

/** Plans in the shape of the cases, their lines and tax groups in an order of their own. */
export function plansInShape(plans: { tenant: string; plan: InvoicePlan }[]): CaseInvoice[] {
  return plans.map(({ tenant, plan }) =>
    sorted({
      tenant,
      document_type: plan.documentType,
      currency: plan.currency,
      issue_date: plan.issueDate,
      period_start: instantText(plan.periodStart),
      period_end: instantText(plan.periodEnd),
      lines: plan.lines.map((line) => ({
        kind: line.kind,
        service_slug: line.serviceSlug,
        metric_slug: line.metricSlug,
        quantity: formatDecimal(line.quantity),
        unit_price_cents: formatDecimal(line.unitPriceCents),
        amount_cents: Number(line.amountCents),
        tax_category: line.taxCategory,
        tax_rate: formatDecimal(line.taxRate),
        tax_cents: Number(line.taxCents),
      })),
      subtotal_cents: Number(plan.subtotalCents),
      tax_breakdown: plan.taxBreakdown.map((group) => ({
        category: group.category,
        rate: formatDecimal(group.rate),
        taxable_cents: Number(group.taxableCents),
        tax_cents: Number(group.taxCents),
      })),
      tax_cents: Number(plan.taxCents),
      total_cents: Number(plan.totalCents),
      credit_applied_cents: Number(plan.creditAppliedCents),
      amount_due_cents: Number(plan.amountDueCents),
    }),
  )
}

const instantText = (instant: number | null) =>
  instant === null ? null : new Date(instant).toISOString().replace('.000Z', 'Z')

/** Lines and tax groups in one order, absent slugs as null: their order in a case means nothing. */
export function sorted(invoice: CaseInvoice): CaseInvoice {
  const lines = invoice.lines.map((line) =>
    Object.fromEntries(LINE_FIELDS.map((field) => [field, line[field] ?? null])),
  )
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  return { ...invoice, lines: lines.sort(byText), tax_breakdown: [...invoice.tax_breakdown].sort(byText) }
}
