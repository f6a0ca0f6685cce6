import { Temporal } from 'temporal-polyfill'

/** An instant in epoch milliseconds. */
export type Instant = number

export type Interval = 'monthly' | 'quarterly' | 'yearly'

const MONTHS: Record<Interval, number> = { monthly: 1, quarterly: 3, yearly: 12 }
const CACHE_LIMIT = 50_000

const midnights = new Map<string, Instant>()

/**
 * First instant of a local date: midnight, or the first instant after it where the clock skips midnight; of two
 * midnights the first.
 */
export function startOfDay(date: string, timeZone: string): Instant {
  const key = `${date} ${timeZone}`
  const cached = midnights.get(key)
  if (cached !== undefined) return cached
  const instant = Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds
  if (midnights.size >= CACHE_LIMIT) midnights.clear()
  midnights.set(key, instant)
  return instant
}

/** The local calendar date of an instant, YYYY-MM-DD. */
export function localDate(instant: Instant, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** A calendar date some days later (or earlier). */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/**
 * Boundary k of a subscription: the local midnight of the anchor's day k intervals later, always counted from the
 * anchor (31 January + 1 month = 28 February, + 2 months = 31 March).
 */
export function boundary(anchorDate: string, interval: Interval, k: number, timeZone: string): Instant {
  const date = Temporal.PlainDate.from(anchorDate).add({ months: k * MONTHS[interval] })
  return startOfDay(date.toString(), timeZone)
}

export const cutToSecond = (instant: Instant): Instant => Math.floor(instant / 1000) * 1000
