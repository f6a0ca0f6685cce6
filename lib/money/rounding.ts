/**
 * Quotient of two integers rounded half away from zero: 0.5 → 1, −0.5 → −1. The one rounding rule of all amounts.
 * @throws RangeError when the denominator is 0
 */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const rounded = (2n * n + d) / (2n * d)
  return negative ? -rounded : rounded
}
