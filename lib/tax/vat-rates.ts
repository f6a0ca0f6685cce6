import { type Decimal, parseDecimal } from '@/lib/money/decimal'
import type { EuState } from '@/lib/tax/eu-states'

/** [first day in force, percent], newest first. The last entry also stands for every day before it. */
type Dated = readonly (readonly [string, string])[]

const ALWAYS = '0001-01-01'

/** Standard rates (Art. 97 Directive 2006/112/EC) with the day each came into force. */
const STANDARD_RATES: Record<EuState, Dated> = {
  AT: [[ALWAYS, '20']],
  BE: [[ALWAYS, '21']],
  BG: [[ALWAYS, '20']],
  HR: [[ALWAYS, '25']],
  CY: [[ALWAYS, '19']],
  CZ: [[ALWAYS, '21']],
  DK: [[ALWAYS, '25']],
  EE: [
    ['2025-07-01', '24'],
    ['2024-01-01', '22'],
    [ALWAYS, '20'],
  ],
  FI: [
    ['2024-09-01', '25.5'],
    [ALWAYS, '24'],
  ],
  FR: [[ALWAYS, '20']],
  DE: [
    ['2021-01-01', '19'],
    ['2020-07-01', '16'],
    [ALWAYS, '19'],
  ],
  GR: [[ALWAYS, '24']],
  HU: [[ALWAYS, '27']],
  IE: [
    ['2021-03-01', '23'],
    ['2020-09-01', '21'],
    [ALWAYS, '23'],
  ],
  IT: [[ALWAYS, '22']],
  LV: [[ALWAYS, '21']],
  LT: [[ALWAYS, '21']],
  LU: [
    ['2024-01-01', '17'],
    ['2023-01-01', '16'],
    [ALWAYS, '17'],
  ],
  MT: [[ALWAYS, '18']],
  NL: [[ALWAYS, '21']],
  PL: [[ALWAYS, '23']],
  PT: [[ALWAYS, '23']],
  RO: [
    ['2025-08-01', '21'],
    [ALWAYS, '19'],
  ],
  SK: [
    ['2025-01-01', '23'],
    [ALWAYS, '20'],
  ],
  SI: [[ALWAYS, '22']],
  ES: [[ALWAYS, '21']],
  SE: [[ALWAYS, '25']],
}

const parsed = new Map(
  Object.entries(STANDARD_RATES).map(([state, rates]) => [
    state,
    rates.map(([from, percent]) => ({ from, percent: parseDecimal(percent) })),
  ]),
)

/** The standard VAT rate of a member state in percent on a date (YYYY-MM-DD). */
export function standardRate(state: EuState, date: string): Decimal {
  const rate = parsed.get(state)?.find(({ from }) => from <= date)
  if (!rate) throw new RangeError(`No VAT rate for ${state} on ${date}.`)
  return rate.percent
}
