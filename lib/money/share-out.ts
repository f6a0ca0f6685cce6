/**
 * Shares an integer out over weights so that the parts add up to it exactly: each gets its exact share cut towards
 * zero; the units left go one each to the largest cut-off parts, ties to the earlier weight.
 * Weights may differ in sign; they must not add up to 0 unless the total is 0.
 */
export function shareOut(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (sum === 0n) {
    if (total === 0n) return weights.map(() => 0n)
    throw new RangeError('Nothing to share out over: the weights add up to 0.')
  }
  const sign = sum < 0n ? -1n : 1n
  return settleRests(
    total,
    weights.map((weight) => {
      const exact = total * weight * sign
      return { whole: exact / (sum * sign), rest: exact % (sum * sign) }
    }),
  )
}

/**
 * Gives the units between Σ whole and the total, one each, to the parts whose rest has the sign of what is left, largest
 * first, ties to the earlier one.
 */
export function settleRests(total: bigint, parts: readonly { whole: bigint; rest: bigint }[]): bigint[] {
  const shares = parts.map((part) => part.whole)
  let left = total - shares.reduce((a, b) => a + b, 0n)
  const unit = left < 0n ? -1n : 1n
  const order = parts
    .map((part, index) => ({ size: part.rest * unit, index }))
    .sort((a, b) => (a.size === b.size ? a.index - b.index : a.size > b.size ? -1 : 1))
  for (const { index } of order) {
    if (left === 0n) break
    shares[index] = (shares[index] ?? 0n) + unit
    left -= unit
  }
  if (left !== 0n) throw new RangeError(`The parts are more than one unit each away from ${total}.`)
  return shares
}
