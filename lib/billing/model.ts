import type { Instant, Interval } from '@/lib/billing/periods'
import type { Decimal } from '@/lib/money/decimal'
import type { BuyerTaxFacts, RecordedExemption, SellerTaxFacts, TaxCategory } from '@/lib/tax/vat'

export type PriceTier = { start: Decimal; end: Decimal | null; unitPriceCents: Decimal }

/** Price of one metric in a plan. Tier bounds are raw units of what remains after the included quantity. */
export type UsagePrice = {
  metricSlug: string
  model: 'flat' | 'graduated' | 'volume' | 'package'
  includedQuantity: Decimal
  unitDivisor: Decimal
  unitLabel: string | null
  tiers: readonly PriceTier[]
}

/** The tax treatment that a plan or charge brings along; nulls leave it to the place of supply. */
export type OwnTax = { category: 'S' | 'Z' | 'E' | null; rate: Decimal | null; reason: string | null }

/** One version of a plan. */
export type PlanVersion = {
  id: string
  key: string
  name: string
  serviceSlug: string
  serviceName: string
  billingPeriod: Interval | 'one_time'
  basePriceCents: bigint
  currency: string
  trialDays: number
  tax: OwnTax
  usagePrices: readonly UsagePrice[]
}

export type SubscriptionStatus =
  | 'pending'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'cancelling'
  | 'suspended'
  | 'cancelled'
  | 'expired'

/** Part of a period under one plan version, half-open. */
export type Stretch = { plan: PlanVersion; from: Instant; to: Instant }

/** The open period of a subscription: what of it is still to be settled. */
export type OpenPeriod = {
  /** Local date that boundaries are counted from. */
  anchorDate: string
  /** Boundary `index` is the start of this period. */
  index: number
  start: Instant
  end: Instant
  /** Whether its base price was billed: only such a base is ever credited. */
  baseBilled: boolean
  /** Stretches that a change of plan closed, oldest first. */
  closedStretches: readonly Stretch[]
  /** From when usage counts under the present plan. */
  stretchFrom: Instant
  lastChangeAt: Instant | null
}

/** A tenant on a plan. */
export type Subscription = {
  id: string
  /** Order of creation among the tenant's subscriptions. */
  position: bigint
  status: SubscriptionStatus
  plan: PlanVersion
  quantity: Decimal
  timeZone: string
  startAt: Instant
  trialEndAt: Instant | null
  period: OpenPeriod | null
  endedAt: Instant | null
}

/**
 * What one subscription brings to one invoice occasion: at its start, at a boundary, or at once by an action.
 * Usage quantities are looked up when the invoice is computed, so that usage within the grace time still counts.
 */
export type Settlement = {
  subscription: Pick<Subscription, 'id' | 'position'>
  currency: string
  occasion: 'first' | 'boundary' | 'at_once'
  at: Instant
  base: { plan: PlanVersion; quantity: Decimal; from: Instant; to: Instant } | null
  oneTime: { plan: PlanVersion; quantity: Decimal } | null
  stretches: readonly Stretch[]
}

/** A credit or debit for part of a period, waiting for the tenant's next invoice. */
export type Proration = {
  subscription: Pick<Subscription, 'id' | 'position'>
  plan: PlanVersion
  amountCents: bigint
  from: Instant
  to: Instant
  /** Explains the line: what was given back, what was added. */
  reason: 'unused' | 'remaining' | 'resumed'
}

/** A one-time line of the tenant, waiting for its next invoice. */
export type Charge = {
  id: string
  description: string
  quantity: Decimal
  unitPriceCents: Decimal
  unitCode: string
  tax: OwnTax
  at: Instant
}

export type MetricUsage = {
  slug: string
  name: string
  unitLabel: string
  unitCode: string
  quantity: Decimal
}

/** Usage of a stretch whose period was billed before, with all that was billed for it so far. */
export type LateUsage = {
  subscription: Pick<Subscription, 'id' | 'position'>
  stretch: Stretch
  metric: MetricUsage
  billedCents: bigint
}

export type Discount = {
  id: string
  subscriptionId: string
  name: string
  value: { percent: Decimal } | { amountCents: bigint; currency: string }
  appliesTo: 'all' | 'subscription' | 'usage'
  /** How many more invoices may carry it; null: no end. */
  invoicesLeft: number | null
}

/** Everything that one invoice of one tenant in one currency is computed from. */
export type InvoiceFacts = {
  currency: string
  /** Date of issue in the partner's time zone; the tax point. */
  issueDate: string
  seller: SellerTaxFacts
  buyer: BuyerTaxFacts
  exemption: RecordedExemption | null
  settlements: readonly { settlement: Settlement; usage: readonly (readonly MetricUsage[])[] }[]
  prorations: readonly Proration[]
  charges: readonly Charge[]
  lateUsage: readonly LateUsage[]
  /** In order of creation. */
  discounts: readonly Discount[]
  creditBalanceCents: bigint
}

export type LineKind = 'subscription' | 'usage' | 'one_time' | 'proration' | 'discount' | 'credit'

export type UsageArithmetic = {
  model: UsagePrice['model']
  used: Decimal
  included: Decimal
  billed: Decimal
  unitDivisor: Decimal
}

export type PlanLine = {
  kind: LineKind
  description: string
  subscriptionId: string | null
  discountId: string | null
  chargeId: string | null
  serviceSlug: string | null
  serviceName: string | null
  metricSlug: string | null
  quantity: Decimal
  unitLabel: string | null
  unitCode: string
  unitPriceCents: Decimal
  amountCents: bigint
  taxCategory: TaxCategory
  taxRate: Decimal
  taxCents: bigint
  periodStart: Instant | null
  periodEnd: Instant | null
  tiers: readonly { start: Decimal; end: Decimal | null }[]
  arithmetic: UsageArithmetic | null
}

export type TaxGroup = {
  category: TaxCategory
  rate: Decimal
  taxableCents: bigint
  taxCents: bigint
  exemptionCode: string | null
  exemptionReason: string | null
}

/** The invoice or credit note as it is to be issued: what the estimate shows and the billing run writes. */
export type InvoicePlan = {
  documentType: 'invoice' | 'credit_note'
  currency: string
  issueDate: string
  lines: readonly PlanLine[]
  periodStart: Instant | null
  periodEnd: Instant | null
  subtotalCents: bigint
  taxBreakdown: readonly TaxGroup[]
  taxCents: bigint
  totalCents: bigint
  creditAppliedCents: bigint
  amountDueCents: bigint
  reverseCharge: boolean
  taxLabel: string
  legalNote: string | null
  /** Discounts of which the document carries a line. */
  discountsUsed: readonly string[]
}

export type BillingFailure = { code: 'missing_price'; metricSlug: string; message: string }
