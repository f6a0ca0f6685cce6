export type LeitwegCheck =
  | { valid: true }
  | { valid: false; reason: 'format' | 'check_digits'; message: string }

const FORM = /^([0-9]{2,12}(?:-[A-Z0-9]{1,30})?)-([0-9]{2})$/

/**
 * Checks a Leitweg-ID: coarse address of 2 to 12 digits, optional fine address of up to 30 characters, and two check
 * digits after ISO 7064 mod 97-10 over the rest without hyphens, letters counting as 10 to 35.
 */
export function checkLeitwegId(value: string): LeitwegCheck {
  const [, address, digits] = FORM.exec(value) ?? []
  if (address === undefined || digits === undefined) {
    const message = 'A Leitweg-ID has the form 04011000-12345-03: digits, an optional part, two check digits.'
    return { valid: false, reason: 'format', message }
  }
  const expected = leitwegCheckDigits(address)
  if (expected === digits) return { valid: true }
  const message = `The check digits do not match. For this number they would be ${expected}.`
  return { valid: false, reason: 'check_digits', message }
}

/** The check digits that belong to the address part of a Leitweg-ID. */
export function leitwegCheckDigits(address: string): string {
  const numeric = Array.from(address.replace(/-/g, ''), (character) => Number.parseInt(character, 36)).join(
    '',
  )
  return (98n - (BigInt(`${numeric}00`) % 97n)).toString().padStart(2, '0')
}
