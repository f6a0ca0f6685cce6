import { type DraftLine, taxGroupKey } from '@/lib/billing/draft-line'
import type { Discount, InvoiceFacts } from '@/lib/billing/model'
import { fromInteger, negateDecimal, ONE, percentOf } from '@/lib/money/decimal'
import { shareOut } from '@/lib/money/share-out'

type Left = Map<DraftLine, bigint>
type Group = { members: DraftLine[]; leftCents: bigint }

const TOUCHES: Record<Discount['appliesTo'], readonly DraftLine['discountable'][]> = {
  all: ['subscription', 'usage', 'one_time'],
  subscription: ['subscription'],
  usage: ['usage'],
}

/**
 * The discount lines of an invoice, in order of creation, each on what the ones before left of the lines of its own
 * subscription: one line per VAT group.
 */
export function discountLines(facts: InvoiceFacts, lines: readonly DraftLine[]): DraftLine[] {
  const left: Left = new Map(lines.map((line) => [line, line.amountCents]))
  return facts.discounts.flatMap((discount) => {
    if (discount.invoicesLeft === 0) return []
    const eligible = lines.filter(
      (line) =>
        line.subscriptionId === discount.subscriptionId &&
        TOUCHES[discount.appliesTo].includes(line.discountable),
    )
    const groups = grouped(eligible, left)
    const amounts = discountAmounts(discount, groups, facts.currency)
    return groups.flatMap((group, i) => {
      const amountCents = amounts[i] ?? 0n
      return amountCents === 0n ? [] : [takenOff(discount, group, amountCents, left)]
    })
  })
}

function grouped(lines: readonly DraftLine[], left: Left): Group[] {
  const groups = new Map<string, Group>()
  for (const line of lines) {
    const key = taxGroupKey(line)
    const group = groups.get(key) ?? { members: [], leftCents: 0n }
    group.members.push(line)
    group.leftCents += left.get(line) ?? 0n
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Per group: percent → −round(base × p / 100); amount → at most the positive bases, shared out over them. */
function discountAmounts({ value }: Discount, groups: readonly Group[], currency: string): bigint[] {
  if ('percent' in value) return groups.map((group) => -percentOf(group.leftCents, value.percent))
  if (value.currency !== currency) return groups.map(() => 0n)
  const positive = groups.map((group) => (group.leftCents > 0n ? group.leftCents : 0n))
  const available = positive.reduce((a, b) => a + b, 0n)
  const total = Math.min(value.amountCents, available)
  return shareOut(-total, positive)
}

/** The line of a discount in one group; what it takes off is shared out over the lines it was computed on. */
function takenOff(discount: Discount, { members }: Group, amountCents: bigint, left: Left): DraftLine {
  const shares = shareOut(
    amountCents,
    members.map((line) => left.get(line) ?? 0n),
  )
  for (const [i, line] of members.entries()) left.set(line, (left.get(line) ?? 0n) + (shares[i] ?? 0n))
  const [first] = members
  if (!first) throw new RangeError('A discount without lines.')
  return {
    ...first,
    kind: 'discount',
    description: discount.name,
    discountId: discount.id,
    chargeId: null,
    metricSlug: null,
    quantity: amountCents < 0n ? negateDecimal(ONE) : ONE,
    unitLabel: null,
    unitCode: 'C62',
    unitPriceCents: fromInteger(amountCents < 0n ? -amountCents : amountCents),
    amountCents,
    periodStart: null,
    periodEnd: null,
    tiers: [],
    arithmetic: null,
    discountable: null,
  }
}
