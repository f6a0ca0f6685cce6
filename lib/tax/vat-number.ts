import { VAT_NUMBER_RULES } from '@/lib/tax/vat-number/rules'

export type VatNumberCheck =
  | { valid: true; country: string; normalized: string }
  | { valid: false; reason: 'format' | 'check_digits' | 'unknown_country'; country?: string }

const normalize = (value: string) => value.toUpperCase().replace(/[\s.\-/]/g, '')

function split(value: string): { prefix: string; body: string } {
  const compact = normalize(value)
  const prefix = compact.startsWith('CHE') ? 'CHE' : compact.slice(0, 2)
  return { prefix, body: compact.slice(prefix.length) }
}

/**
 * Checks form and check digits of a VAT number by the rules of the state that its prefix names: the 27 member states
 * (`EL` for Greece), Northern Ireland (`XI`), and of the states around the United Kingdom, Switzerland and Norway.
 * Spaces, dots, hyphens and slashes are ignored. It says nothing about whether the number has been issued.
 */
export function checkVatNumber(value: string): VatNumberCheck {
  const { prefix, body } = split(value)
  const rule = VAT_NUMBER_RULES[prefix]
  if (!rule) return { valid: false, reason: 'unknown_country' }
  if (!rule.form.test(body)) return { valid: false, reason: 'format', country: prefix }
  if (!rule.check(body)) return { valid: false, reason: 'check_digits', country: prefix }
  return { valid: true, country: prefix, normalized: prefix + body }
}

/** A sentence for people: what is wrong with the number and what the form of its state is. */
export function explainVatNumber(value: string): string {
  const check = checkVatNumber(value)
  if (check.valid) return 'The form and the check digits are right.'
  const rule = check.country ? VAT_NUMBER_RULES[check.country] : undefined
  if (check.reason === 'unknown_country' || !rule) {
    return 'A VAT number begins with the prefix of its state, for example NL, DE, or EL for Greece.'
  }
  const form = `A VAT number of ${rule.state} is ${rule.words}.`
  return check.reason === 'format' ? form : `The check digits do not match. ${form}`
}
