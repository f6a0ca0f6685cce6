export const digitsOf = (text: string) => Array.from(text, Number)

/** Σ digit × weight over as many digits as there are weights. */
export const weighted = (text: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, i) => sum + Number(text[i]) * weight, 0)

/** The digit at an index as a number; −1 where there is none. */
export const digit = (text: string, index: number) => Number(text.at(index) ?? -1)

/** Luhn: every second digit from the right is doubled, the sum of digits is a multiple of ten. */
export function luhn(text: string): boolean {
  const sum = [...digitsOf(text)].reverse().reduce((total, value, i) => {
    const doubled = i % 2 === 1 ? value * 2 : value
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** ISO 7064 mod 11,10 over all but the last digit, which is the check digit. */
export function mod11_10(text: string): boolean {
  const product = digitsOf(text.slice(0, -1)).reduce((carry, value) => {
    const sum = (value + carry) % 10 || 10
    return (sum * 2) % 11
  }, 10)
  return (11 - product) % 10 === digit(text, -1)
}

/** Remainder of a long number by 97, letters counting as 10 to 35. */
export function mod97(text: string): number {
  return Array.from(text).reduce((rest, character) => {
    const value = Number.parseInt(character, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
}
