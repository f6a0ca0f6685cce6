import type {
  OpenPeriod,
  PlanVersion,
  Proration,
  Settlement,
  Stretch,
  Subscription,
} from '@/lib/billing/model'
import {
  addDays,
  boundary,
  cutToSecond,
  type Instant,
  type Interval,
  localDate,
  startOfDay,
} from '@/lib/billing/periods'
import { amountOf, compareDecimals, type Decimal, fromInteger, proratedAmount } from '@/lib/money/decimal'

/** A move that the state of a subscription does not allow. The message says what is not possible and what is. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** A subscription after a move, with what the move settled and what it left waiting for the next invoice. */
export type Moved = { subscription: Subscription; settlements: Settlement[]; prorations: Proration[] }

const moved = (
  subscription: Subscription,
  settlements: Settlement[] = [],
  prorations: Proration[] = [],
): Moved => ({ subscription, settlements, prorations })

const reference = ({ id, position }: Subscription) => ({ id, position })

export const isLive = ({ status }: Subscription) => status !== 'cancelled' && status !== 'expired'

/** When the subscription next needs settling: its start, the end of its trial, or its boundary. Null: never. */
export function nextEventAt(subscription: Subscription): Instant | null {
  switch (subscription.status) {
    case 'pending':
      return subscription.startAt
    case 'trialing':
      return subscription.trialEndAt
    case 'cancelled':
    case 'expired':
      return null
    default:
      return subscription.period?.end ?? null
  }
}

/**
 * End of the trial that a plan brings, when none is given: the local midnight that begins start date + trial days.
 * Null without a trial.
 */
export function trialEnd(plan: PlanVersion, startAt: Instant, timeZone: string): Instant | null {
  if (plan.trialDays === 0) return null
  return startOfDay(addDays(localDate(startAt, timeZone), plan.trialDays), timeZone)
}

/**
 * Lets time pass: carries out the start, the end of the trial and every boundary up to and including `until`. Each is
 * settled with the state at its instant, so an action at exactly a boundary lies in the new period.
 */
export function advance(subscription: Subscription, until: Instant): Moved {
  let current = subscription
  const settlements: Settlement[] = []
  for (let at = nextEventAt(current); at !== null && at <= until; at = nextEventAt(current)) {
    const step = settleEvent(current)
    current = step.subscription
    settlements.push(...step.settlements)
  }
  return moved(current, settlements)
}

/** Carries out just the next event of a live subscription. */
export function settleEvent(subscription: Subscription): Moved {
  if (subscription.status === 'pending') return start(subscription)
  if (subscription.status === 'trialing')
    return activate(subscription, subscription.trialEndAt ?? subscription.startAt)
  return settleBoundary(subscription)
}

function start(subscription: Subscription): Moved {
  const { plan, quantity, startAt, trialEndAt } = subscription
  if (plan.billingPeriod === 'one_time') {
    const ended: Subscription = { ...subscription, status: 'expired', endedAt: startAt }
    return moved(ended, [{ ...settlement(subscription, 'first', startAt), oneTime: { plan, quantity } }])
  }
  if (trialEndAt !== null && trialEndAt > startAt) return moved({ ...subscription, status: 'trialing' })
  return activate(subscription, startAt)
}

/** The first period runs from the local midnight at or before the start, so its base price is full. */
function activate(subscription: Subscription, at: Instant): Moved {
  const period = firstPeriod(subscription, periodic(subscription.plan), at)
  const { plan, quantity } = subscription
  const first = settlement(subscription, 'first', at)
  return moved({ ...subscription, status: 'active', period }, [
    { ...first, base: { plan, quantity, from: period.start, to: period.end } },
  ])
}

function firstPeriod({ timeZone }: Subscription, interval: Interval, at: Instant): OpenPeriod {
  const anchorDate = localDate(at, timeZone)
  return {
    anchorDate,
    index: 0,
    start: boundary(anchorDate, interval, 0, timeZone),
    end: boundary(anchorDate, interval, 1, timeZone),
    baseBilled: true,
    closedStretches: [],
    stretchFrom: at,
    lastChangeAt: null,
  }
}

function settleBoundary(subscription: Subscription): Moved {
  const period = openPeriod(subscription)
  const { plan, quantity, status } = subscription
  const settled = {
    ...settlement(subscription, 'boundary', period.end),
    stretches: stretchesUntil(subscription, period.end),
  }
  if (status === 'cancelling') {
    return moved({ ...subscription, status: 'cancelled', period: null, endedAt: period.end }, [settled])
  }
  const index = period.index + 1
  const next: OpenPeriod = {
    anchorDate: period.anchorDate,
    index,
    start: period.end,
    end: boundary(period.anchorDate, periodic(plan), index + 1, subscription.timeZone),
    baseBilled: status !== 'suspended',
    closedStretches: [],
    stretchFrom: period.end,
    lastChangeAt: null,
  }
  const base = next.baseBilled ? { plan, quantity, from: next.start, to: next.end } : null
  return moved({ ...subscription, period: next }, [{ ...settled, base }])
}

export type Change = { plan?: PlanVersion; quantity?: Decimal }

/**
 * Changes plan or quantity at `at` (cut to the whole second). Within the same interval the unused part of the old base
 * and the rest of the new one wait as prorations; with another interval the period ends and everything is settled at
 * once.
 * @throws Refusal
 */
export function change(subscription: Subscription, wanted: Change, at: Instant): Moved {
  const plan = wanted.plan ?? subscription.plan
  const quantity = wanted.quantity ?? subscription.quantity
  refuseChange(subscription, plan, quantity)
  const changed = { ...subscription, plan, quantity }
  if (subscription.status === 'pending' || subscription.status === 'trialing') return moved(changed)
  const t = cutToSecond(at)
  const period = openPeriod(subscription)
  if (t < period.start || t >= period.end || (period.lastChangeAt !== null && t <= period.lastChangeAt)) {
    throw new Refusal(
      'A change takes effect now or earlier in the current period, after the last change of the plan.',
    )
  }
  if (plan.billingPeriod !== subscription.plan.billingPeriod) return changeInterval(subscription, changed, t)
  const prorations = period.baseBilled
    ? [prorated(subscription, -1n, t, 'unused'), prorated(changed, 1n, t, 'remaining')]
    : []
  const splits = plan.id !== subscription.plan.id
  const next: OpenPeriod = {
    ...period,
    closedStretches: splits ? stretchesUntil(subscription, t) : period.closedStretches,
    stretchFrom: splits ? Math.max(t, period.stretchFrom) : period.stretchFrom,
    lastChangeAt: splits ? t : period.lastChangeAt,
  }
  return moved({ ...changed, period: next }, [], worthwhile(prorations))
}

function refuseChange(
  { plan: old, quantity: oldQuantity, status }: Subscription,
  plan: PlanVersion,
  quantity: Decimal,
): void {
  if (status === 'cancelled' || status === 'expired')
    throw new Refusal('This subscription has ended; make a new one.')
  if (status === 'suspended') throw new Refusal('This subscription is suspended; resume it first.')
  if (plan.billingPeriod === 'one_time' || old.billingPeriod === 'one_time') {
    throw new Refusal('A one-time plan cannot be changed to or from; make a new subscription.')
  }
  if (plan.currency !== old.currency)
    throw new Refusal(`The currency stays ${old.currency}; cancel and make a new subscription.`)
  if (plan.serviceSlug !== old.serviceSlug)
    throw new Refusal(`The service stays ${old.serviceSlug}; make a new subscription.`)
  if (status === 'cancelling' && plan.billingPeriod !== old.billingPeriod) {
    throw new Refusal('The interval cannot change while the subscription is cancelling; resume it first.')
  }
  if (plan.id === old.id && compareDecimals(quantity, oldQuantity) === 0) {
    throw new Refusal('The subscription has this plan and quantity already.')
  }
}

function changeInterval(old: Subscription, changed: Subscription, t: Instant): Moved {
  const period = firstPeriod(changed, periodic(changed.plan), t)
  const { plan, quantity } = changed
  const settled: Settlement = {
    ...settlement(old, 'at_once', t),
    stretches: stretchesUntil(old, t),
    base: { plan, quantity, from: period.start, to: period.end },
  }
  const unused = openPeriod(old).baseBilled ? [prorated(old, -1n, t, 'unused')] : []
  return moved({ ...changed, period: { ...period, lastChangeAt: t } }, [settled], worthwhile(unused))
}

/**
 * Cancels: at the end of the period, or at once with the usage so far settled and, where asked, the unused base given
 * back. Before the first period it just ends; a suspended subscription always ends at once.
 * @throws Refusal
 */
export function cancel(
  subscription: Subscription,
  at: Instant,
  options: { immediate: boolean; prorate: boolean },
): Moved {
  const { status } = subscription
  if (status === 'cancelled' || status === 'expired')
    throw new Refusal('This subscription has ended already.')
  if (status === 'pending' || status === 'trialing') {
    return moved({ ...subscription, status: 'cancelled', endedAt: at })
  }
  if (options.immediate || status === 'suspended') return cancelAtOnce(subscription, at, options.prorate)
  if (status === 'cancelling') {
    throw new Refusal('This subscription is cancelling already; resume it, or cancel it immediately.')
  }
  if (status === 'past_due') {
    throw new Refusal('This subscription is past due; it can only be cancelled immediately.')
  }
  return moved({ ...subscription, status: 'cancelling' })
}

function cancelAtOnce(subscription: Subscription, at: Instant, prorate: boolean): Moved {
  const settled = { ...settlement(subscription, 'at_once', at), stretches: stretchesUntil(subscription, at) }
  const unused =
    prorate && openPeriod(subscription).baseBilled
      ? [prorated(subscription, -1n, cutToSecond(at), 'unused')]
      : []
  return moved(
    { ...subscription, status: 'cancelled', period: null, endedAt: at },
    [settled],
    worthwhile(unused),
  )
}

/** Takes a cancellation back, or ends a suspension: the rest of a period whose base was not billed is charged. @throws Refusal */
export function resume(subscription: Subscription, at: Instant): Moved {
  const { status } = subscription
  if (status === 'cancelling') return moved({ ...subscription, status: 'active' })
  if (status !== 'suspended')
    throw new Refusal(`Only a cancelling or suspended subscription can be resumed; this one is ${status}.`)
  const period = openPeriod(subscription)
  const rest = period.baseBilled ? [] : [prorated(subscription, 1n, cutToSecond(at), 'resumed')]
  return moved(
    { ...subscription, status: 'active', period: { ...period, baseBilled: true } },
    [],
    worthwhile(rest),
  )
}

/** From here on no base price is billed; usage still is. @throws Refusal */
export function suspend(subscription: Subscription): Moved {
  const { status } = subscription
  if (status !== 'active' && status !== 'past_due') {
    throw new Refusal(`Only an active or past due subscription can be suspended; this one is ${status}.`)
  }
  return moved({ ...subscription, status: 'suspended' })
}

/** Base price × quantity × (end − t) / (end − start), by whole seconds. */
function prorated(
  subscription: Subscription,
  sign: 1n | -1n,
  t: Instant,
  reason: Proration['reason'],
): Proration {
  const { start: from, end } = openPeriod(subscription)
  const { plan, quantity } = subscription
  const amount = proratedAmount(plan.basePriceCents, quantity, seconds(end - t), seconds(end - from))
  return { subscription: reference(subscription), plan, amountCents: amount * sign, from: t, to: end, reason }
}

const seconds = (milliseconds: number) => BigInt(Math.round(milliseconds / 1000))
const worthwhile = (prorations: Proration[]) => prorations.filter((proration) => proration.amountCents !== 0n)

/** The stretches of the open period up to an instant, the present one included. */
function stretchesUntil(subscription: Subscription, until: Instant): Stretch[] {
  const period = openPeriod(subscription)
  const closed = period.closedStretches.filter((stretch) => stretch.to <= until)
  return period.stretchFrom < until
    ? [...closed, { plan: subscription.plan, from: period.stretchFrom, to: until }]
    : [...closed]
}

const settlement = (
  subscription: Subscription,
  occasion: Settlement['occasion'],
  at: Instant,
): Settlement => ({
  subscription: reference(subscription),
  currency: subscription.plan.currency,
  occasion,
  at,
  base: null,
  oneTime: null,
  stretches: [],
})

function openPeriod({ period, id }: Subscription): OpenPeriod {
  if (!period) throw new Error(`Subscription ${id} has no open period.`)
  return period
}

function periodic(plan: PlanVersion): Interval {
  if (plan.billingPeriod === 'one_time') throw new Error(`The plan ${plan.key} has no periods.`)
  return plan.billingPeriod
}

/** What one period of a plan costs at a quantity, in minor units. */
export const basePrice = (plan: PlanVersion, quantity: Decimal): bigint =>
  amountOf(quantity, fromInteger(plan.basePriceCents))
