import { type EuState, isEuState } from '@/lib/tax/eu-states'

/**
 * Parts of member states to which the VAT directive does not apply (Art. 6 Directive 2006/112/EC), by prefix of the
 * postal code. French 980 is Monaco, which counts as France.
 */
const OUTSIDE_BY_POSTAL_CODE: Partial<Record<EuState, string[]>> = {
  ES: ['35', '38', '51', '52'],
  DE: ['78266', '27498'],
  IT: ['23041', '22061'],
  FI: ['22'],
  GR: ['63086'],
  FR: ['97', '984', '986', '987', '988'],
}

/** The member state whose VAT applies to services at an address, or null outside the EU's VAT territory. */
export function vatTerritory(countryCode: string, postalCode: string | null): EuState | null {
  if (countryCode === 'MC') return 'FR'
  if (!isEuState(countryCode)) return null
  const prefixes = OUTSIDE_BY_POSTAL_CODE[countryCode] ?? []
  const code = bareCode(countryCode, postalCode ?? '')
  return prefixes.some((prefix) => code.startsWith(prefix)) ? null : countryCode
}

/** Postal code without spaces, hyphens and a leading country prefix ("D-78266", "FI-22100"). */
function bareCode(countryCode: string, postalCode: string): string {
  const compact = postalCode.toUpperCase().replace(/[\s-]/g, '')
  const prefix = [countryCode, CAR_SIGNS[countryCode]].find((sign) => sign && compact.startsWith(sign))
  return prefix ? compact.slice(prefix.length) : compact
}

/** Signs once used before postal codes, where they differ from the ISO code. */
const CAR_SIGNS: Record<string, string> = { DE: 'D', IT: 'I', ES: 'E', FR: 'F', FI: 'SF' }
