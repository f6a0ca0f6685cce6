import { discountLines } from '@/lib/billing/discounts'
import { type DraftLine, taxGroupKey } from '@/lib/billing/draft-line'
import type {
  BillingFailure,
  Charge,
  InvoiceFacts,
  InvoicePlan,
  LateUsage,
  MetricUsage,
  PlanLine,
  PlanVersion,
  Proration,
  Settlement,
  Stretch,
  TaxGroup,
} from '@/lib/billing/model'
import { rate } from '@/lib/billing/rating'
import {
  amountOf,
  formatDecimal,
  fromInteger,
  negateDecimal,
  ONE,
  percentCut,
  percentOf,
  ZERO,
} from '@/lib/money/decimal'
import { settleRests } from '@/lib/money/share-out'
import { decideVat, type LineTax, lineTax, type VatDecision } from '@/lib/tax/vat'

export type PlanResult = { ok: true; plan: InvoicePlan | null } | { ok: false; failure: BillingFailure }

class MissingPrice extends Error {
  constructor(readonly failure: BillingFailure) {
    super(failure.message)
  }
}

/**
 * The invoice that the facts of one occasion make, for one tenant in one currency: lines, discounts, VAT, totals,
 * credit. Both the estimate and the billing run are this function. A plan of null means that there is nothing to bill.
 * A metric with usage and no price is a failure, never 0.
 */
export function computePlan(facts: InvoiceFacts): PlanResult {
  try {
    const drafts = draftLines(facts)
    return { ok: true, plan: drafts.length > 0 ? complete(facts, drafts) : null }
  } catch (error) {
    if (error instanceof MissingPrice) return { ok: false, failure: error.failure }
    throw error
  }
}

/** All lines in the order of the document: base, usage, prorations, one-time, late usage, discounts. */
function draftLines(facts: InvoiceFacts): DraftLine[] {
  const decision = decideVat(facts.seller, facts.buyer, facts.exemption, facts.issueDate)
  const settlements = [...facts.settlements].sort((a, b) => byPosition(a.settlement, b.settlement))
  const lines = [
    ...settlements.flatMap(({ settlement }) => baseLines(decision, settlement)),
    ...settlements.flatMap(({ settlement, usage }) =>
      settlement.stretches.flatMap((stretch, i) =>
        usageLines(decision, settlement.subscription, stretch, usage[i] ?? []),
      ),
    ),
    ...[...facts.prorations].sort(byPosition).flatMap((proration) => prorationLines(decision, proration)),
    ...facts.charges.map((charge) => chargeLine(decision, charge)),
    ...settlements.flatMap(({ settlement }) => oneTimeLines(decision, settlement)),
    ...[...facts.lateUsage].sort(byPosition).flatMap((late) => lateLines(decision, late)),
  ]
  return [...lines, ...discountLines(facts, lines)]
}

const byPosition = (a: { subscription: { position: bigint } }, b: { subscription: { position: bigint } }) =>
  Number(a.subscription.position - b.subscription.position)

const EMPTY = {
  subscriptionId: null,
  discountId: null,
  chargeId: null,
  serviceSlug: null,
  serviceName: null,
  metricSlug: null,
  unitLabel: null,
  unitCode: 'C62',
  taxCents: 0n,
  periodStart: null,
  periodEnd: null,
  tiers: [],
  arithmetic: null,
  discountable: null,
} satisfies Partial<DraftLine>

const taxFields = ({ category, rate: taxRate, code, reason }: LineTax) => ({
  taxCategory: category,
  taxRate,
  taxCode: code,
  taxReason: reason,
})

const ofPlan = (decision: VatDecision, plan: PlanVersion, subscription: { id: string }) => ({
  ...EMPTY,
  ...taxFields(lineTax(decision, plan.tax)),
  subscriptionId: subscription.id,
  serviceSlug: plan.serviceSlug,
  serviceName: plan.serviceName,
})

function baseLines(decision: VatDecision, { base, subscription }: Settlement): DraftLine[] {
  if (!base) return []
  const unitPriceCents = fromInteger(base.plan.basePriceCents)
  const amountCents = amountOf(base.quantity, unitPriceCents)
  if (amountCents === 0n) return []
  return [
    {
      ...ofPlan(decision, base.plan, subscription),
      kind: 'subscription',
      description: base.plan.name,
      quantity: base.quantity,
      unitPriceCents,
      amountCents,
      periodStart: base.from,
      periodEnd: base.to,
      discountable: 'subscription',
    },
  ]
}

function oneTimeLines(decision: VatDecision, { oneTime, subscription }: Settlement): DraftLine[] {
  if (!oneTime) return []
  const unitPriceCents = fromInteger(oneTime.plan.basePriceCents)
  return [
    {
      ...ofPlan(decision, oneTime.plan, subscription),
      kind: 'one_time',
      description: oneTime.plan.name,
      quantity: oneTime.quantity,
      unitPriceCents,
      amountCents: amountOf(oneTime.quantity, unitPriceCents),
      discountable: 'one_time',
    },
  ]
}

function usageLines(
  decision: VatDecision,
  subscription: { id: string },
  stretch: Stretch,
  usage: readonly MetricUsage[],
): DraftLine[] {
  const used = usage.filter((metric) => metric.quantity > 0n)
  const unpriced = used.find((metric) => !priceOf(stretch.plan, metric))
  if (unpriced) throw missingPrice(stretch.plan, unpriced)
  return stretch.plan.usagePrices.flatMap((price) => {
    const metric = used.find(({ slug }) => slug === price.metricSlug)
    if (!metric) return []
    const { included, billed, lines } = rate(price, metric.quantity)
    return lines.map(
      (rated): DraftLine => ({
        ...ofPlan(decision, stretch.plan, subscription),
        kind: 'usage',
        description: metric.name,
        metricSlug: metric.slug,
        quantity: rated.quantity,
        unitLabel: price.unitLabel ?? metric.unitLabel,
        unitCode: metric.unitCode,
        unitPriceCents: rated.unitPriceCents,
        amountCents: rated.amountCents,
        periodStart: stretch.from,
        periodEnd: stretch.to,
        tiers: rated.tier ? [rated.tier] : [],
        arithmetic: {
          model: price.model,
          used: metric.quantity,
          included,
          billed,
          unitDivisor: price.unitDivisor,
        },
        discountable: 'usage',
      }),
    )
  })
}

const priceOf = (plan: PlanVersion, metric: { slug: string }) =>
  plan.usagePrices.find((price) => price.metricSlug === metric.slug)

const missingPrice = (plan: PlanVersion, metric: MetricUsage) =>
  new MissingPrice({
    code: 'missing_price',
    metricSlug: metric.slug,
    message: `There is usage of the metric ${metric.slug}, but the plan ${plan.key} has no price for it.`,
  })

const PRORATION_WORDS: Record<Proration['reason'], string> = {
  unused: 'unused part given back',
  remaining: 'for the rest of the period',
  resumed: 'resumed, for the rest of the period',
}

/** Prices are never negative: a credit has the quantity −1. */
const signed = (amountCents: bigint) => ({
  quantity: amountCents < 0n ? negateDecimal(ONE) : ONE,
  unitPriceCents: fromInteger(amountCents < 0n ? -amountCents : amountCents),
  amountCents,
})

function prorationLines(decision: VatDecision, proration: Proration): DraftLine[] {
  if (proration.amountCents === 0n) return []
  return [
    {
      ...ofPlan(decision, proration.plan, proration.subscription),
      ...signed(proration.amountCents),
      kind: 'proration',
      description: `${proration.plan.name}, ${PRORATION_WORDS[proration.reason]}`,
      periodStart: proration.from,
      periodEnd: proration.to,
      discountable: 'subscription',
    },
  ]
}

function chargeLine(decision: VatDecision, charge: Charge): DraftLine {
  return {
    ...EMPTY,
    ...taxFields(lineTax(decision, charge.tax)),
    kind: 'one_time',
    chargeId: charge.id,
    description: charge.description,
    quantity: charge.quantity,
    unitCode: charge.unitCode,
    unitPriceCents: charge.unitPriceCents,
    amountCents: amountOf(charge.quantity, charge.unitPriceCents),
  }
}

/** The whole stretch is rated again; the line is what that differs from all that was billed for it before. */
function lateLines(
  decision: VatDecision,
  { subscription, stretch, metric, billedCents }: LateUsage,
): DraftLine[] {
  const price = priceOf(stretch.plan, metric)
  if (!price && metric.quantity > 0n) throw missingPrice(stretch.plan, metric)
  const lines = price ? rate(price, metric.quantity).lines : []
  const difference = lines.reduce((sum, line) => sum + line.amountCents, 0n) - billedCents
  if (difference === 0n) return []
  return [
    {
      ...ofPlan(decision, stretch.plan, subscription),
      ...signed(difference),
      kind: 'usage',
      description: `${metric.name}, late usage`,
      metricSlug: metric.slug,
      periodStart: stretch.from,
      periodEnd: stretch.to,
      discountable: 'usage',
    },
  ]
}

/** VAT per category and rate on the summed base, its cents shared out to the lines, then the totals. */
function complete(facts: InvoiceFacts, drafts: DraftLine[]): InvoicePlan {
  const { lines, groups } = taxed(drafts)
  const subtotalCents = sum(lines.map((line) => line.amountCents))
  const taxCents = sum(groups.map((group) => group.taxCents))
  const totalCents = subtotalCents + taxCents
  const sign = totalCents < 0n ? -1n : 1n
  const creditAppliedCents = totalCents > 0n ? smaller(facts.creditBalanceCents, totalCents) : 0n
  return {
    documentType: sign < 0n ? 'credit_note' : 'invoice',
    currency: facts.currency,
    issueDate: facts.issueDate,
    lines: sign < 0n ? lines.map(turned) : lines,
    periodStart: earliest(lines.map((line) => line.periodStart)),
    periodEnd: latest(lines.map((line) => line.periodEnd)),
    subtotalCents: subtotalCents * sign,
    taxBreakdown: groups.map((group) => ({
      ...group,
      taxableCents: group.taxableCents * sign,
      taxCents: group.taxCents * sign,
    })),
    taxCents: taxCents * sign,
    totalCents: totalCents * sign,
    creditAppliedCents,
    amountDueCents: sign < 0n ? 0n : totalCents - creditAppliedCents,
    reverseCharge: groups.some((group) => group.category === 'AE'),
    taxLabel: groups.map(groupLabel).join(', '),
    legalNote: [...new Set(groups.flatMap((group) => group.exemptionReason ?? []))].join('. ') || null,
    discountsUsed: [...new Set(lines.flatMap((line) => line.discountId ?? []))],
  }
}

function taxed(drafts: DraftLine[]): { lines: PlanLine[]; groups: TaxGroup[] } {
  const byGroup = new Map<string, DraftLine[]>()
  for (const draft of drafts) {
    const key = taxGroupKey(draft)
    byGroup.set(key, [...(byGroup.get(key) ?? []), draft])
  }
  const taxOf = new Map<DraftLine, bigint>()
  const groups = [...byGroup.values()].map((members): TaxGroup => {
    const taxableCents = sum(members.map((line) => line.amountCents))
    const { taxCategory, taxRate } = at(members, 0)
    const taxCents = percentOf(taxableCents, taxRate)
    const shares = settleRests(
      taxCents,
      members.map((line) => percentCut(line.amountCents, taxRate)),
    )
    for (const [i, line] of members.entries()) taxOf.set(line, at(shares, i))
    const explained = members.find((line) => line.taxReason !== null || line.taxCode !== null)
    return {
      category: taxCategory,
      rate: taxRate,
      taxableCents,
      taxCents,
      exemptionCode: explained?.taxCode ?? null,
      exemptionReason: explained?.taxReason ?? null,
    }
  })
  const lines = drafts.map((draft): PlanLine => {
    const { taxCode: _code, taxReason: _reason, discountable: _discountable, ...line } = draft
    return { ...line, taxCents: taxOf.get(draft) ?? 0n }
  })
  return { lines, groups }
}

/** A negative plan is issued as a credit note with positive amounts: every sign turns. */
const turned = (line: PlanLine): PlanLine => ({
  ...line,
  quantity: negateDecimal(line.quantity),
  amountCents: -line.amountCents,
  taxCents: -line.taxCents,
})

function groupLabel({ category, rate: percent }: TaxGroup): string {
  if (category === 'AE') return 'Reverse charge'
  if (category === 'O') return 'No VAT'
  if (category === 'S') return `VAT ${formatDecimal(percent)} %`
  return percent === ZERO ? 'VAT 0 %' : `VAT ${formatDecimal(percent)} %`
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n)
const smaller = (a: bigint, b: bigint) => (a < b ? a : b)

const instants = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
const earliest = (values: readonly (number | null)[]) =>
  instants(values).reduce<number | null>((a, b) => (a === null || b < a ? b : a), null)
const latest = (values: readonly (number | null)[]) =>
  instants(values).reduce<number | null>((a, b) => (a === null || b > a ? b : a), null)

function at<T>(values: readonly T[], index: number): T {
  const value = values[index]
  if (value === undefined) throw new RangeError(`Nothing at ${index}.`)
  return value
}
