import { divideRounded } from '@/lib/money/rounding'

/** An exact decimal with 12 places, as an integer count of 10⁻¹². Quantities, unit prices and rates. */
export type Decimal = bigint & { readonly __unit: 'decimal' }

const PLACES = 12
const SCALE = 10n ** 12n
const FORM = /^(-?)(\d+)(?:\.(\d+))?$/

// The one place where an integer becomes a Decimal.
const decimal = (scaled: bigint) => scaled as Decimal

export const ZERO = decimal(0n)
export const ONE = decimal(SCALE)

/** Reads "-1234.5". @throws RangeError when the text is no decimal or needs more than 12 places */
export function parseDecimal(text: string): Decimal {
  const match = FORM.exec(text)
  const [, sign, whole = '', fraction = ''] = match ?? []
  const digits = fraction.replace(/0+$/, '')
  if (!match || digits.length > PLACES)
    throw new RangeError(`Not a decimal with at most ${PLACES} places: ${text}`)
  const scaled = BigInt(whole) * SCALE + BigInt(digits.padEnd(PLACES, '0'))
  return decimal(sign ? -scaled : scaled)
}

/** Writes without trailing zeros: "134.567", "100", "-0.5". */
export function formatDecimal(value: Decimal): string {
  const size = value < 0n ? -value : value
  const fraction = (size % SCALE).toString().padStart(PLACES, '0').replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${size / SCALE}${fraction ? `.${fraction}` : ''}`
}

export const fromInteger = (value: bigint) => decimal(value * SCALE)
export const addDecimals = (a: Decimal, b: Decimal) => decimal(a + b)
export const subtractDecimals = (a: Decimal, b: Decimal) => decimal(a - b)
export const negateDecimal = (value: Decimal) => decimal(-value)
export const compareDecimals = (a: Decimal, b: Decimal) => (a < b ? -1 : a > b ? 1 : 0)
export const minDecimal = (a: Decimal, b: Decimal) => (a < b ? a : b)
export const maxDecimal = (a: Decimal, b: Decimal) => (a > b ? a : b)

/** a ÷ b, exact where it ends within 12 places, else rounded half away from zero to 12 places. */
export const divideDecimals = (a: Decimal, b: Decimal) => decimal(divideRounded(a * SCALE, b))

/** How many whole packages of a size are begun: ⌈a ÷ b⌉ for a ≥ 0, b > 0. */
export const begunPackages = (a: Decimal, size: Decimal) => fromInteger((a + size - 1n) / size)

/** quantity × unit price, rounded once to whole minor units. */
export const amountOf = (quantity: Decimal, unitPriceCents: Decimal): bigint =>
  divideRounded(quantity * unitPriceCents, SCALE * SCALE)

/** round(amount × percent / 100) in whole minor units. */
export const percentOf = (amountCents: bigint, percent: Decimal): bigint =>
  divideRounded(amountCents * percent, 100n * SCALE)

/** amount × percent / 100 cut towards zero, and the rest (same denominator for every amount). */
export function percentCut(amountCents: bigint, percent: Decimal): { whole: bigint; rest: bigint } {
  const exact = amountCents * percent
  const unit = 100n * SCALE
  return { whole: exact / unit, rest: exact % unit }
}

/** round(price × quantity × part / whole): a share of a recurring price by time. */
export const proratedAmount = (priceCents: bigint, quantity: Decimal, part: bigint, whole: bigint): bigint =>
  divideRounded(priceCents * quantity * part, SCALE * whole)
