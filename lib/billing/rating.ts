import type { UsagePrice } from '@/lib/billing/model'
import {
  amountOf,
  begunPackages,
  type Decimal,
  divideDecimals,
  maxDecimal,
  minDecimal,
  subtractDecimals,
  ZERO,
} from '@/lib/money/decimal'

export type RatedLine = {
  quantity: Decimal
  unitPriceCents: Decimal
  amountCents: bigint
  tier: { start: Decimal; end: Decimal | null } | null
}
export type Rating = { included: Decimal; billed: Decimal; lines: RatedLine[] }

/**
 * Prices a quantity of a metric. What is included comes off first and is shown at price 0; tier bounds are raw units of
 * the rest; the divisor applies to the quantity of a line (0.40 cents per 1,000: divisor 1000). One rounding a line.
 */
export function rate(price: UsagePrice, quantity: Decimal): Rating {
  const included = minDecimal(quantity, price.includedQuantity)
  const billed = subtractDecimals(quantity, included)
  const lines = billed > 0n ? pricedLines(price, billed) : []
  if (included > 0n) lines.unshift(line(divideDecimals(included, price.unitDivisor), ZERO, null))
  return { included, billed, lines }
}

function pricedLines(price: UsagePrice, billed: Decimal): RatedLine[] {
  const divided = (quantity: Decimal) => divideDecimals(quantity, price.unitDivisor)
  const [first] = price.tiers
  if (!first) throw new RangeError(`The price of ${price.metricSlug} has no tier.`)
  switch (price.model) {
    case 'flat':
      return [line(divided(billed), first.unitPriceCents, null)]
    case 'package':
      return [line(begunPackages(billed, price.unitDivisor), first.unitPriceCents, null)]
    case 'volume': {
      const tier =
        price.tiers.find(({ start, end }) => start < billed && (end === null || billed <= end)) ?? first
      return [line(divided(billed), tier.unitPriceCents, tier)]
    }
    case 'graduated':
      return price.tiers.flatMap((tier) => {
        const reached = tier.end === null ? billed : minDecimal(billed, tier.end)
        const part = maxDecimal(ZERO, subtractDecimals(reached, tier.start))
        return part > 0n ? [line(divided(part), tier.unitPriceCents, tier)] : []
      })
  }
}

function line(
  quantity: Decimal,
  unitPriceCents: Decimal,
  tier: { start: Decimal; end: Decimal | null } | null,
): RatedLine {
  return {
    quantity,
    unitPriceCents,
    amountCents: amountOf(quantity, unitPriceCents),
    tier: tier && { start: tier.start, end: tier.end },
  }
}
