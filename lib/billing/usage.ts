import { addDecimals, type Decimal, fromInteger, maxDecimal, ZERO } from '@/lib/money/decimal'

export type Aggregation = 'sum' | 'max' | 'last' | 'unique'

export type MeasuredEvent = { occurredAt: number; quantity: Decimal; distinctValue: string | null }

/**
 * The quantity of a metric over events given in the order of their acceptance: their sum, the largest, the latest by
 * time (of equal times the latest accepted), or the number of distinct values.
 */
export function aggregate(aggregation: Aggregation, events: readonly MeasuredEvent[]): Decimal {
  switch (aggregation) {
    case 'sum':
      return events.reduce((total, event) => addDecimals(total, event.quantity), ZERO)
    case 'max':
      return events.reduce((largest, event) => maxDecimal(largest, event.quantity), ZERO)
    case 'last': {
      let latest: MeasuredEvent | null = null
      for (const event of events) if (!latest || event.occurredAt >= latest.occurredAt) latest = event
      return latest?.quantity ?? ZERO
    }
    case 'unique':
      return fromInteger(BigInt(new Set(events.map((event) => event.distinctValue)).size))
  }
}
