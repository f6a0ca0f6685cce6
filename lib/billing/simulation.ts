import { computePlan } from '@/lib/billing/invoice-plan'
import type {
  BillingFailure,
  Charge,
  Discount,
  InvoicePlan,
  MetricUsage,
  PlanVersion,
  Proration,
  Settlement,
  Stretch,
  Subscription,
} from '@/lib/billing/model'
import {
  hasBoundaryAhead,
  isDue,
  nextOccasionAt,
  type Occasion,
  occasionsOf,
  takesWaiting,
} from '@/lib/billing/occasions'
import { type Instant, localDate } from '@/lib/billing/periods'
import { advance, cancel, change, type Moved, resume, suspend, trialEnd } from '@/lib/billing/subscription'
import { type Aggregation, aggregate, type MeasuredEvent } from '@/lib/billing/usage'
import type { Decimal } from '@/lib/money/decimal'
import type { BuyerTaxFacts, RecordedExemption, SellerTaxFacts } from '@/lib/tax/vat'

export type SimulatedPartner = SellerTaxFacts & { timeZone: string; usageGraceMinutes: number }
export type SimulatedMetric = {
  serviceSlug: string
  slug: string
  name: string
  aggregation: Aggregation
  unitLabel: string
  unitCode: string
}
export type SimulatedEvent = MeasuredEvent & { serviceSlug: string; metricSlug: string }
export type Issued = { tenant: string; issuedAt: Instant; plan: InvoicePlan }
export type Failed = { tenant: string; failure: BillingFailure }

type BilledStretch = {
  subscription: Settlement['subscription']
  stretch: Stretch
  billedCents: Map<string, bigint>
}
type Tenant = {
  key: string
  timeZone: string
  buyer: BuyerTaxFacts
  exemption: RecordedExemption | null
  subscriptions: Map<string, Subscription>
  open: Settlement[]
  prorations: Proration[]
  charges: (Charge & { currency: string })[]
  discounts: Discount[]
  billed: BilledStretch[]
  events: SimulatedEvent[]
  credit: Map<string, bigint>
}

/** An invoice at once that could not be issued: the action that asked for it does not happen. */
export class Stopped extends Error {
  constructor(readonly failure: BillingFailure) {
    super(failure.message)
  }
}

/**
 * The billing of one partner in memory: the order in which the services must do things, over the same pure functions.
 * It is the executable reference for the worked cases and the properties.
 */
export class Simulation {
  readonly issued: Issued[] = []
  readonly failed: Failed[] = []
  private readonly tenants = new Map<string, Tenant>()
  private position = 0n

  constructor(
    private readonly partner: SimulatedPartner,
    private readonly metrics: readonly SimulatedMetric[],
  ) {}

  addTenant(key: string, timeZone: string, buyer: BuyerTaxFacts, exemption: RecordedExemption | null): void {
    this.tenants.set(key, {
      key,
      timeZone,
      buyer,
      exemption,
      subscriptions: new Map(),
      open: [],
      prorations: [],
      charges: [],
      discounts: [],
      billed: [],
      events: [],
      credit: new Map(),
    })
  }

  subscribe(
    key: string,
    tenantKey: string,
    plan: PlanVersion,
    now: Instant,
    options: {
      quantity: Decimal
      startAt: Instant
      trialEndAt: Instant | null
      discounts: Omit<Discount, 'subscriptionId'>[]
    },
  ): void {
    const tenant = this.tenant(tenantKey)
    const { startAt, quantity } = options
    this.position += 1n
    const subscription: Subscription = {
      id: key,
      position: this.position,
      status: 'pending',
      plan,
      quantity,
      timeZone: tenant.timeZone,
      startAt,
      trialEndAt: options.trialEndAt ?? trialEnd(plan, startAt, tenant.timeZone),
      period: null,
      endedAt: null,
    }
    tenant.subscriptions.set(key, subscription)
    tenant.discounts.push(...options.discounts.map((discount) => ({ ...discount, subscriptionId: key })))
    if (startAt > now) return
    // Only the start itself: boundaries that a start in the past has crossed are left to the run.
    this.apply(tenant, advance(subscription, startAt))
    this.bill(
      tenant,
      occasionsOf(tenant.open).filter((occasion) => occasion.kind === 'first'),
      now,
    )
  }

  record(tenantKey: string, event: SimulatedEvent): void {
    this.tenant(tenantKey).events.push(event)
  }

  charge(tenantKey: string, charge: Charge & { currency: string }): void {
    this.tenant(tenantKey).charges.push(charge)
  }

  credit(tenantKey: string, amountCents: bigint, currency: string): void {
    addTo(this.tenant(tenantKey).credit, currency, amountCents)
  }

  override(
    key: string,
    wanted: { plan?: PlanVersion; quantity?: Decimal },
    now: Instant,
    options: { effectiveAt: Instant; invoiceNow: boolean },
  ): void {
    this.act(key, now, options.invoiceNow, (subscription) =>
      change(subscription, wanted, options.effectiveAt),
    )
  }

  cancel(key: string, now: Instant, options: { immediate: boolean; prorate: boolean }): void {
    this.act(key, now, false, (subscription) => cancel(subscription, now, options))
  }

  resume(key: string, now: Instant): void {
    this.act(key, now, false, (subscription) => resume(subscription, now))
  }

  suspend(key: string, now: Instant): void {
    this.act(key, now, false, suspend)
  }

  /** Issues what is due, by boundary instant, then tenant by creation, then currency. */
  run(asOf: Instant): void {
    const graceMs = this.partner.usageGraceMinutes * 60_000
    for (const tenant of this.tenants.values()) this.advanceAll(tenant, asOf)
    const due = [...this.tenants.values()].flatMap((tenant) =>
      currencies(tenant).flatMap((currency) => [
        ...occasionsOf(openIn(tenant, currency))
          .filter((occasion) => isDue(occasion, asOf, graceMs))
          .map((occasion) => ({ tenant, currency, occasion })),
        ...this.leftover(tenant, currency, asOf),
      ]),
    )
    due.sort((a, b) => a.occasion.at - b.occasion.at)
    const stopped = new Set<string>()
    for (const { tenant, currency, occasion } of due) {
      const line = `${tenant.key} ${currency}`
      if (stopped.has(line)) continue
      const failure = this.issue(tenant, currency, occasion, asOf)
      if (!failure) continue
      stopped.add(line)
      this.failed.push({ tenant: tenant.key, failure })
    }
  }

  /** The next invoice of each currency as it would be issued now. @throws Stopped */
  upcoming(tenantKey: string, now: Instant): InvoicePlan[] {
    const tenant = structuredCopy(this.tenant(tenantKey))
    this.advanceAll(tenant, now)
    return currencies(tenant).flatMap((currency) => {
      const occasion = this.nextOccasion(tenant, currency, now)
      if (!occasion) return []
      const result = computePlan(
        this.facts(tenant, currency, occasion, occasion.kind === 'leftover' ? now : occasion.at),
      )
      if (!result.ok) throw new Stopped(result.failure)
      return result.plan ? [result.plan] : []
    })
  }

  private nextOccasion(tenant: Tenant, currency: string, now: Instant): Occasion | null {
    const [open] = occasionsOf(openIn(tenant, currency))
    if (open) return open
    const next = nextOccasionAt([...tenant.subscriptions.values()], currency)
    if (next === null) return this.leftover(tenant, currency, now)[0]?.occasion ?? null
    this.advanceAll(tenant, next)
    return occasionsOf(openIn(tenant, currency))[0] ?? this.nextOccasion(tenant, currency, now)
  }

  private leftover(tenant: Tenant, currency: string, asOf: Instant) {
    if (hasBoundaryAhead([...tenant.subscriptions.values()], currency)) return []
    return [
      { tenant, currency, occasion: { kind: 'leftover', at: asOf, settlements: [] } satisfies Occasion },
    ]
  }

  private act(
    key: string,
    now: Instant,
    invoiceNow: boolean,
    move: (subscription: Subscription) => Moved,
  ): void {
    const tenant = this.tenantOf(key)
    this.advanceAll(tenant, now)
    const subscription = tenant.subscriptions.get(key)
    if (!subscription) throw new Error(`No subscription ${key}.`)
    const result = move(subscription)
    const { currency } = subscription.plan
    if (invoiceNow || result.settlements.length > 0) {
      this.bill(tenant, occasionsOf(tenant.open), now)
      this.apply(tenant, result)
      this.bill(tenant, [{ kind: 'at_once', at: now, settlements: openIn(tenant, currency) }], now, currency)
    } else {
      this.apply(tenant, result)
    }
  }

  private bill(tenant: Tenant, occasions: readonly Occasion[], now: Instant, currency?: string): void {
    for (const occasion of occasions) {
      const failure = this.issue(tenant, currency ?? occasion.settlements[0]?.currency ?? '', occasion, now)
      if (failure) throw new Stopped(failure)
    }
  }

  private advanceAll(tenant: Tenant, until: Instant): void {
    for (const subscription of [...tenant.subscriptions.values()])
      this.apply(tenant, advance(subscription, until))
  }

  private apply(tenant: Tenant, { subscription, settlements, prorations }: Moved): void {
    tenant.subscriptions.set(subscription.id, subscription)
    tenant.open.push(...settlements)
    tenant.prorations.push(...prorations)
  }

  private issue(tenant: Tenant, currency: string, occasion: Occasion, now: Instant): BillingFailure | null {
    const result = computePlan(this.facts(tenant, currency, occasion, now))
    if (!result.ok) return result.failure
    tenant.open = tenant.open.filter((settlement) => !occasion.settlements.includes(settlement))
    for (const { subscription, stretches } of occasion.settlements) {
      tenant.billed.push(...stretches.map((stretch) => ({ subscription, stretch, billedCents: new Map() })))
    }
    if (takesWaiting(occasion)) {
      tenant.prorations = tenant.prorations.filter((waiting) => waiting.plan.currency !== currency)
      tenant.charges = tenant.charges.filter((charge) => charge.currency !== currency)
    }
    if (result.plan) this.book(tenant, result.plan, now)
    return null
  }

  private book(tenant: Tenant, plan: InvoicePlan, now: Instant): void {
    const sign = plan.documentType === 'credit_note' ? -1n : 1n
    for (const line of plan.lines) {
      if (line.kind !== 'usage' || line.metricSlug === null) continue
      const billed = tenant.billed.find(
        ({ subscription, stretch }) =>
          subscription.id === line.subscriptionId &&
          stretch.from === line.periodStart &&
          stretch.to === line.periodEnd,
      )
      if (billed) addTo(billed.billedCents, line.metricSlug, line.amountCents * sign)
    }
    for (const discount of tenant.discounts) {
      if (discount.invoicesLeft !== null && plan.discountsUsed.includes(discount.id))
        discount.invoicesLeft -= 1
    }
    addTo(tenant.credit, plan.currency, sign < 0n ? plan.totalCents : -plan.creditAppliedCents)
    this.issued.push({ tenant: tenant.key, issuedAt: now, plan })
  }

  private facts(tenant: Tenant, currency: string, occasion: Occasion, dated: Instant) {
    const waiting = takesWaiting(occasion)
    return {
      currency,
      issueDate: localDate(dated, this.partner.timeZone),
      seller: this.partner,
      buyer: tenant.buyer,
      exemption: tenant.exemption,
      settlements: occasion.settlements.map((settlement) => ({
        settlement,
        usage: settlement.stretches.map((stretch) => this.usageOf(tenant, stretch)),
      })),
      prorations: waiting ? tenant.prorations.filter(({ plan }) => plan.currency === currency) : [],
      charges: waiting ? tenant.charges.filter((charge) => charge.currency === currency) : [],
      lateUsage: waiting ? this.lateUsage(tenant, currency) : [],
      discounts: tenant.discounts,
      creditBalanceCents: tenant.credit.get(currency) ?? 0n,
    }
  }

  private lateUsage(tenant: Tenant, currency: string) {
    return tenant.billed
      .filter(({ stretch }) => stretch.plan.currency === currency)
      .flatMap(({ subscription, stretch, billedCents }) =>
        this.usageOf(tenant, stretch).map((metric) => ({
          subscription,
          stretch,
          metric,
          billedCents: billedCents.get(metric.slug) ?? 0n,
        })),
      )
  }

  private usageOf(tenant: Tenant, { plan, from, to }: Stretch): MetricUsage[] {
    return this.metrics
      .filter((metric) => metric.serviceSlug === plan.serviceSlug)
      .map(({ serviceSlug, slug, name, aggregation, unitLabel, unitCode }) => ({
        slug,
        name,
        unitLabel,
        unitCode,
        quantity: aggregate(
          aggregation,
          tenant.events.filter(
            (event) =>
              event.serviceSlug === serviceSlug &&
              event.metricSlug === slug &&
              event.occurredAt >= from &&
              event.occurredAt < to,
          ),
        ),
      }))
  }

  private tenant(key: string): Tenant {
    const tenant = this.tenants.get(key)
    if (!tenant) throw new Error(`No tenant ${key}.`)
    return tenant
  }

  private tenantOf(subscriptionKey: string): Tenant {
    for (const tenant of this.tenants.values()) if (tenant.subscriptions.has(subscriptionKey)) return tenant
    throw new Error(`No subscription ${subscriptionKey}.`)
  }
}

const openIn = (tenant: Tenant, currency: string) =>
  tenant.open.filter((settlement) => settlement.currency === currency)

const currencies = (tenant: Tenant) =>
  [
    ...new Set([
      ...[...tenant.subscriptions.values()].map(({ plan }) => plan.currency),
      ...tenant.charges.map(({ currency }) => currency),
    ]),
  ].sort()

function addTo(totals: Map<string, bigint>, key: string, amount: bigint): void {
  totals.set(key, (totals.get(key) ?? 0n) + amount)
}

const structuredCopy = (tenant: Tenant): Tenant => ({
  ...tenant,
  subscriptions: new Map(tenant.subscriptions),
  open: [...tenant.open],
})
