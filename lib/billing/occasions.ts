import type { Settlement, Subscription } from '@/lib/billing/model'
import type { Instant } from '@/lib/billing/periods'
import { isLive, nextEventAt } from '@/lib/billing/subscription'

/** A reason to issue one invoice: what meets at one instant, for one tenant in one currency. */
export type Occasion<S extends Settlement = Settlement> = {
  kind: 'first' | 'boundary' | 'at_once' | 'leftover'
  at: Instant
  settlements: readonly S[]
}

/**
 * The invoices to make of open settlements, in the order of issue: what meets at a boundary shares one invoice, a first
 * invoice stands alone.
 */
export function occasionsOf<S extends Settlement>(settlements: readonly S[]): Occasion<S>[] {
  const boundaries = new Map<Instant, S[]>()
  const occasions: Occasion<S>[] = []
  for (const settlement of settlements) {
    if (settlement.occasion === 'boundary') {
      boundaries.set(settlement.at, [...(boundaries.get(settlement.at) ?? []), settlement])
    } else {
      occasions.push({ kind: settlement.occasion, at: settlement.at, settlements: [settlement] })
    }
  }
  for (const [at, together] of boundaries) occasions.push({ kind: 'boundary', at, settlements: together })
  return occasions.sort((a, b) => a.at - b.at || RANK[a.kind] - RANK[b.kind] || order(a) - order(b))
}

const RANK: Record<Occasion['kind'], number> = { boundary: 0, first: 1, at_once: 2, leftover: 3 }
const order = (occasion: Occasion) => Number(occasion.settlements[0]?.subscription.position ?? 0n)

/** Whether the run may issue it: a boundary waits for the grace time, so that late reports of usage still count. */
export const isDue = (occasion: Occasion, asOf: Instant, graceMs: number) =>
  asOf >= occasion.at + (occasion.kind === 'boundary' ? graceMs : 0)

/** Prorations, one-time charges and late usage wait for it; a first invoice stands alone. */
export const takesWaiting = (occasion: Occasion) => occasion.kind !== 'first'

/**
 * Whether a boundary in the currency lies ahead that waiting items can go onto. If not, the next run invoices them
 * alone.
 */
export const hasBoundaryAhead = (subscriptions: readonly Subscription[], currency: string) =>
  subscriptions.some((subscription) => {
    const { plan } = subscription
    return isLive(subscription) && plan.currency === currency && plan.billingPeriod !== 'one_time'
  })

/** The earliest instant at which one of the subscriptions brings an invoice in the currency; null: none will. */
export function nextOccasionAt(subscriptions: readonly Subscription[], currency: string): Instant | null {
  const instants = subscriptions
    .filter((subscription) => subscription.plan.currency === currency)
    .map(nextEventAt)
    .filter((at) => at !== null)
  return instants.length > 0 ? Math.min(...instants) : null
}
