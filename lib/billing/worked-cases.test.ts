import { describe, expect, it } from 'vitest'
import {
  type BillingCase,
  buyerOf,
  plansInShape,
  priceOf,
  replay,
  sellerOf,
  sorted,
  worked,
} from '@/lib/billing/cases/worked-cases'
import { boundary } from '@/lib/billing/periods'
import { rate } from '@/lib/billing/rating'
import { formatDecimal, parseDecimal } from '@/lib/money/decimal'
import { divideRounded } from '@/lib/money/rounding'
import { shareOut } from '@/lib/money/share-out'
import { decideVat } from '@/lib/tax/vat'

describe('rounding', () => {
  it.each(worked.rounding.round)('$x is rounded to $rounded', ({ x, rounded }) => {
    const [whole = '', fraction = ''] = x.split('.')
    expect(divideRounded(BigInt(whole + fraction), 10n ** BigInt(fraction.length))).toBe(BigInt(rounded))
  })
  it.each(worked.rounding.share_out)('$total over $weights', ({ total, weights, shares }) => {
    expect(shareOut(BigInt(total), weights.map(BigInt))).toEqual(shares.map(BigInt))
  })
})

describe('periods', () => {
  it.each(worked.periods)(
    '$anchor $time_zone $billing_period',
    ({ anchor, time_zone, billing_period, boundaries }) => {
      const counted = boundaries.map((_, k) =>
        new Date(boundary(anchor, billing_period, k, time_zone)).toISOString(),
      )
      expect(counted.map((text) => text.replace('.000Z', 'Z'))).toEqual(boundaries)
    },
  )
})

describe('rating', () => {
  it.each(worked.rating)('$why', ({ price, quantity, lines }) => {
    const rated = rate(priceOf({ metric_slug: 'm', ...price }), parseDecimal(quantity)).lines.map((line) => ({
      quantity: formatDecimal(line.quantity),
      unit_price_cents: formatDecimal(line.unitPriceCents),
      amount_cents: Number(line.amountCents),
      ...(line.tier && {
        tier_start: formatDecimal(line.tier.start),
        tier_end: line.tier.end && formatDecimal(line.tier.end),
      }),
    }))
    expect(rated).toEqual(lines)
  })
})

describe('vat', () => {
  it.each(worked.vat)('$why', ({ seller, buyer, tax_exemption, date, category, rate: percent, note }) => {
    const exemption = tax_exemption
      ? { reason: tax_exemption.reason, code: tax_exemption.code ?? null }
      : null
    const decision = decideVat(sellerOf(seller), buyerOf(buyer), exemption, date)
    expect({
      category: decision.category,
      rate: formatDecimal(decision.rate),
      note: decision.rule === 'standard' ? null : decision.rule,
    }).toEqual({ category, rate: percent, note })
  })
})

describe('timelines', () => {
  it.each(worked.cases.map((item): [string, BillingCase] => [item.name, item]))('%s', (_name, item) => {
    const { simulation, upcoming, rejected } = replay(item)
    if (item.expect.rejected_events !== undefined) expect(rejected).toBe(item.expect.rejected_events)
    if (item.expect.error) {
      const { tenant, metric_slug } = item.expect.error
      expect(simulation.failed.map((failed) => [failed.tenant, failed.failure.metricSlug])).toContainEqual([
        tenant,
        metric_slug,
      ])
    }
    if (item.expect.upcoming) {
      expect(plansInShape(upcoming)).toEqual(item.expect.upcoming.map(sorted))
    }
    if (item.expect.invoices) {
      const issued = simulation.issued.map(({ tenant, plan }) => ({ tenant, plan }))
      expect(plansInShape(issued)).toEqual(item.expect.invoices.map(sorted))
    }
  })
})
