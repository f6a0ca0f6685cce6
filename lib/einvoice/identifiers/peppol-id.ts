import { checkLeitwegId } from '@/lib/einvoice/identifiers/leitweg-id'
import { checkVatNumber } from '@/lib/tax/vat-number'
import { luhn, weighted } from '@/lib/tax/vat-number/checksums'

export type PeppolCheck =
  | { valid: true }
  | { valid: false; field: 'peppol_scheme' | 'peppol_id'; message: string }

type Scheme = { name: string; words: string; form: RegExp; check?: (id: string) => boolean }

const anything = /^[^\s]{1,50}$/
const digits = (count: number) => new RegExp(`^\\d{${count}}$`)

const gs1 = (id: string) => {
  const sum = Array.from(id.slice(0, -1), Number)
    .reverse()
    .reduce((total, value, i) => total + value * (i % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10 === Number(id.at(-1))
}
const belgian = (id: string) => 97 - (Number(id.slice(0, 8)) % 97) === Number(id.slice(8))
const danish = (id: string) => weighted(id.replace(/^DK/, ''), [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
const norwegian = (id: string) => {
  const rest = 11 - (weighted(id, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  return rest !== 10 && (rest === 11 ? 0 : rest) === Number(id[8])
}
const australian = (id: string) =>
  weighted(`${Number(id[0]) - 1}${id.slice(1)}`, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89 === 0

/** VAT numbers as addresses: the number with its prefix, checked by the rules of its state. */
const vat = (prefix: string, name: string): Scheme => ({
  name,
  words: `the VAT number with its prefix ${prefix}`,
  form: new RegExp(`^${prefix}[A-Z0-9+*]{2,13}$`),
  check: (id) => checkVatNumber(id).valid,
})

/** Schemes of the code list for electronic addresses (EAS) that are in use and that Peppol takes. */
export const PEPPOL_SCHEMES: Record<string, Scheme> = {
  '0002': { name: 'SIREN (France)', words: '9 digits', form: digits(9), check: luhn },
  '0007': { name: 'Organisation number (Sweden)', words: '10 digits', form: digits(10), check: luhn },
  '0009': { name: 'SIRET (France)', words: '14 digits', form: digits(14), check: luhn },
  '0060': { name: 'D-U-N-S number', words: '9 digits', form: digits(9) },
  '0088': { name: 'GLN', words: '13 digits', form: digits(13), check: gs1 },
  '0096': { name: 'P number (Denmark)', words: '10 digits', form: digits(10) },
  '0106': { name: 'KVK number (Netherlands)', words: '8 digits', form: digits(8) },
  '0130': { name: 'European Commission directorates', words: 'without spaces', form: anything },
  '0135': { name: 'SIA object identifiers', words: 'without spaces', form: anything },
  '0151': { name: 'ABN (Australia)', words: '11 digits', form: digits(11), check: australian },
  '0183': {
    name: 'UID (Switzerland)',
    words: 'CHE and 9 digits',
    form: /^CHE\d{9}$/,
    check: (id) => checkVatNumber(id).valid,
  },
  '0184': { name: 'CVR number (Denmark)', words: '8 digits', form: /^(DK)?\d{8}$/, check: danish },
  '0188': { name: 'Corporate number (Japan)', words: '13 digits', form: digits(13) },
  '0190': { name: 'OIN (Netherlands)', words: '20 digits', form: digits(20) },
  '0191': { name: 'Registry code (Estonia)', words: '8 digits', form: digits(8) },
  '0192': { name: 'Organisation number (Norway)', words: '9 digits', form: digits(9), check: norwegian },
  '0195': { name: 'UEN (Singapore)', words: 'without spaces', form: anything },
  '0196': { name: 'Kennitala (Iceland)', words: '10 digits', form: digits(10) },
  '0198': { name: 'SE number (Denmark)', words: '8 digits', form: /^(DK)?\d{8}$/, check: danish },
  '0199': { name: 'LEI', words: '20 characters', form: /^[A-Z0-9]{20}$/ },
  '0200': { name: 'Legal entity code (Lithuania)', words: '9 digits', form: digits(9) },
  '0201': { name: 'Codice IPA (Italy)', words: '6 characters', form: /^[A-Z0-9]{6}$/ },
  '0204': {
    name: 'Leitweg-ID (Germany)',
    words: 'a Leitweg-ID',
    form: anything,
    check: (id) => checkLeitwegId(id).valid,
  },
  '0208': { name: 'Enterprise number (Belgium)', words: '10 digits', form: digits(10), check: belgian },
  '0209': { name: 'GS1 identification keys', words: 'without spaces', form: anything },
  '0210': {
    name: 'Codice fiscale (Italy)',
    words: '11 digits or 16 characters',
    form: /^(\d{11}|[A-Z0-9]{16})$/,
  },
  '0211': {
    name: 'Partita IVA (Italy)',
    words: 'IT and 11 digits',
    form: /^IT\d{11}$/,
    check: (id) => checkVatNumber(id).valid,
  },
  '0216': {
    name: 'OVT code (Finland)',
    words: '12 to 17 characters, beginning with 0037',
    form: /^0037\d{8}[A-Z0-9]{0,5}$/,
  },
  '0218': { name: 'Unified registration number (Latvia)', words: '11 digits', form: digits(11) },
  '0221': { name: 'Registered number (Japan)', words: 'T and 13 digits', form: /^T?\d{13}$/ },
  '0225': {
    name: 'FRCTC (France)',
    words: 'without spaces, beginning with the SIREN',
    form: /^\d{9}\S{0,40}$/,
  },
  '0230': { name: 'National e-invoicing framework (Malaysia)', words: 'without spaces', form: anything },
  '0235': { name: 'Tax identification number (United Arab Emirates)', words: '10 digits', form: digits(10) },
  '9910': vat('HU', 'VAT number (Hungary)'),
  '9914': vat('AT', 'VAT number (Austria)'),
  '9920': vat('ES', 'VAT number (Spain)'),
  '9925': vat('BE', 'VAT number (Belgium)'),
  '9926': vat('BG', 'VAT number (Bulgaria)'),
  '9927': vat('CHE', 'VAT number (Switzerland)'),
  '9928': vat('CY', 'VAT number (Cyprus)'),
  '9929': vat('CZ', 'VAT number (Czechia)'),
  '9930': vat('DE', 'VAT number (Germany)'),
  '9931': vat('EE', 'VAT number (Estonia)'),
  '9932': vat('GB', 'VAT number (United Kingdom)'),
  '9933': vat('EL', 'VAT number (Greece)'),
  '9934': vat('HR', 'VAT number (Croatia)'),
  '9935': vat('IE', 'VAT number (Ireland)'),
  '9937': vat('LT', 'VAT number (Lithuania)'),
  '9938': vat('LU', 'VAT number (Luxembourg)'),
  '9939': vat('LV', 'VAT number (Latvia)'),
  '9943': vat('MT', 'VAT number (Malta)'),
  '9944': vat('NL', 'VAT number (Netherlands)'),
  '9945': vat('PL', 'VAT number (Poland)'),
  '9946': vat('PT', 'VAT number (Portugal)'),
  '9947': vat('RO', 'VAT number (Romania)'),
  '9949': vat('SI', 'VAT number (Slovenia)'),
  '9950': vat('SK', 'VAT number (Slovakia)'),
  '9952': { name: 'VAT number (Turkey)', words: 'TR and 10 digits', form: /^TR\d{10}$/ },
  '9957': vat('FR', 'VAT number (France)'),
  EM: { name: 'E-mail address', words: 'an e-mail address', form: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ },
}

/** Checks an electronic address: a scheme of the EAS list and an identifier of its form, with check digits where it has them. */
export function checkPeppolId(scheme: string, id: string): PeppolCheck {
  const rule = PEPPOL_SCHEMES[scheme]
  if (!rule) {
    const message = 'Not a scheme of the EAS code list that Peppol uses, for example 0106, 0208 or 9930.'
    return { valid: false, field: 'peppol_scheme', message }
  }
  if (!rule.form.test(id))
    return { valid: false, field: 'peppol_id', message: `Scheme ${scheme}, ${rule.name}, is ${rule.words}.` }
  if (rule.check && !rule.check(id)) {
    return {
      valid: false,
      field: 'peppol_id',
      message: `The check digits do not match scheme ${scheme}, ${rule.name}.`,
    }
  }
  return { valid: true }
}

const SCHEME_OF_COUNTRY: Record<string, string> = {
  AT: '9914',
  BE: '0208',
  BG: '9926',
  CY: '9928',
  CZ: '9929',
  DE: '9930',
  DK: '0184',
  EE: '9931',
  ES: '9920',
  FI: '0216',
  FR: '9957',
  GB: '9932',
  GR: '9933',
  HR: '9934',
  HU: '9910',
  IE: '9935',
  IT: '0211',
  LT: '9937',
  LU: '9938',
  LV: '9939',
  MT: '9943',
  NL: '9944',
  NO: '0192',
  PL: '9945',
  PT: '9946',
  RO: '9947',
  SE: '0007',
  SI: '9949',
  SK: '9950',
  CH: '9927',
  TR: '9952',
}

/** The scheme that businesses of a country are usually found by; null where there is no usual one. */
export const peppolSchemeForCountry = (countryCode: string): string | null =>
  SCHEME_OF_COUNTRY[countryCode] ?? null
