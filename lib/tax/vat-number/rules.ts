import { digit, luhn, mod11_10, mod97, weighted } from '@/lib/tax/vat-number/checksums'
import {
  bulgarian,
  czech,
  latvian,
  lithuanian,
  romanian,
  spanish,
} from '@/lib/tax/vat-number/personal-numbers'

export type VatNumberRule = {
  state: string
  /** The form in words, after "A VAT number of … is". */
  words: string
  /** The form of what follows the prefix. */
  form: RegExp
  /** Whether the check digits hold; called only for numbers of the right form. */
  check: (body: string) => boolean
}

const austrian = (body: string) => {
  const digits = body.slice(1)
  const sum = Array.from(digits.slice(0, 7)).reduce((total, character, i) => {
    const doubled = Number(character) * (i % 2 === 1 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return (10 - ((sum + 4) % 10)) % 10 === digit(digits, 7)
}

const belgian = (body: string) => 97 - (Number(body.slice(0, 8)) % 97) === Number(body.slice(8))

const CYPRIOT_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
const cypriot = (body: string) => {
  if (body.startsWith('12')) return false
  const sum = Array.from(body.slice(0, 8)).reduce(
    (total, character, i) =>
      total + (i % 2 === 0 ? (CYPRIOT_ODD[Number(character)] ?? 0) : Number(character)),
    0,
  )
  return String.fromCharCode(65 + (sum % 26)) === body[8]
}

const danish = (body: string) => weighted(body, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0

const estonian = (body: string) => weighted(body, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0

const finnish = (body: string) => weighted(body, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0

const FRENCH_ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const french = (body: string) => {
  const [key, siren] = [body.slice(0, 2), body.slice(2)]
  if (/^\d\d$/.test(key)) {
    // Monaco's numbers carry 000 and are no SIREN, so only the key can be checked.
    if (!siren.startsWith('000') && !luhn(siren)) return false
    return Number(key) === (12 + 3 * (Number(siren) % 97)) % 97
  }
  const [first, second] = Array.from(key, (character) => FRENCH_ALPHABET.indexOf(character))
  if (first === undefined || second === undefined || first < 0 || second < 0) return false
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
  return (Number(siren) + 1 + Math.floor(value / 11)) % 11 === value % 11
}

const greek = (body: string) => (weighted(body, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === digit(body, 8)

const hungarian = (body: string) => weighted(body, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0

const IRISH_LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV'
const irish = (body: string) => {
  const former = /^(\d)[A-Z+*](\d{5})([A-W])$/.exec(body)
  const digits = former ? `0${former[2]}${former[1]}` : body.slice(0, 7)
  const letters = former ? (former[3] ?? '') : body.slice(7)
  const [check = '', second] = letters
  const extra = second && second !== 'W' ? (second.charCodeAt(0) - 64) * 9 : 0
  return IRISH_LETTERS[(weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + extra) % 23] === check
}

const italian = (body: string) => {
  const province = Number(body.slice(7, 10))
  const known = (province >= 1 && province <= 100) || [120, 121, 888, 999].includes(province)
  return known && Number(body.slice(0, 7)) > 0 && luhn(body)
}

const luxembourgish = (body: string) => Number(body.slice(0, 6)) % 89 === Number(body.slice(6))

const maltese = (body: string) => 37 - (weighted(body, [3, 4, 6, 7, 8, 9]) % 37) === Number(body.slice(6))

/** Numbers of companies rest on the mod-11 of the RSIN; those of sole traders since 2020 on mod 97 over the whole number. */
const dutch = (body: string) => {
  const sum = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2])
  return sum % 11 === digit(body, 8) || mod97(`NL${body}`) === 1
}

const polish = (body: string) => weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digit(body, 9)

const portuguese = (body: string) => {
  const check = 11 - (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)
  return (check > 9 ? 0 : check) === digit(body, 8)
}

const slovak = (body: string) => Number(body) % 11 === 0

const slovenian = (body: string) => {
  const check = 11 - (weighted(body, [8, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 11 && (check === 10 ? 0 : check) === digit(body, 7)
}

const swedish = (body: string) => luhn(body.slice(0, 10)) && body.endsWith('01')

/** Northern Ireland and Great Britain: mod 97, since 2010 also mod 97 with 55 added; government and health bodies by range. */
const british = (body: string) => {
  if (body.startsWith('GD')) return Number(body.slice(2)) < 500
  if (body.startsWith('HA')) return Number(body.slice(2)) >= 500
  const sum = weighted(body, [8, 7, 6, 5, 4, 3, 2]) + Number(body.slice(7, 9))
  return sum % 97 === 0 || (sum + 55) % 97 === 0
}

const swiss = (body: string) => {
  const check = 11 - (weighted(body, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)
  return check !== 10 && (check === 11 ? 0 : check) === digit(body.slice(0, 9), 8)
}

const norwegian = (body: string) => {
  const check = 11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 10 && (check === 11 ? 0 : check) === digit(body.slice(0, 9), 8)
}

const BRITISH_FORM = /^(\d{9}|\d{12}|GD[0-4]\d\d|HA[5-9]\d\d)$/
const BRITISH_WORDS = '9 or 12 digits, or GD or HA and 3 digits'

/** The states by the prefix of their VAT numbers. */
export const VAT_NUMBER_RULES: Record<string, VatNumberRule> = {
  AT: { state: 'Austria', words: 'ATU and 8 digits', form: /^U\d{8}$/, check: austrian },
  BE: { state: 'Belgium', words: 'BE and 10 digits, the first 0 or 1', form: /^[01]\d{9}$/, check: belgian },
  BG: { state: 'Bulgaria', words: 'BG and 9 or 10 digits', form: /^\d{9,10}$/, check: bulgarian },
  CY: { state: 'Cyprus', words: 'CY, 8 digits and a letter', form: /^[013-59]\d{7}[A-Z]$/, check: cypriot },
  CZ: { state: 'Czechia', words: 'CZ and 8 to 10 digits', form: /^\d{8,10}$/, check: czech },
  DE: { state: 'Germany', words: 'DE and 9 digits', form: /^[1-9]\d{8}$/, check: mod11_10 },
  DK: { state: 'Denmark', words: 'DK and 8 digits', form: /^[1-9]\d{7}$/, check: danish },
  EE: { state: 'Estonia', words: 'EE and 9 digits', form: /^10\d{7}$/, check: estonian },
  EL: { state: 'Greece', words: 'EL and 9 digits', form: /^\d{9}$/, check: greek },
  ES: {
    state: 'Spain',
    words: 'ES and 9 characters, the first or last a letter',
    form: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
    check: spanish,
  },
  FI: { state: 'Finland', words: 'FI and 8 digits', form: /^\d{8}$/, check: finnish },
  FR: {
    state: 'France',
    words: 'FR, a key of 2 characters and 9 digits',
    form: /^[0-9A-HJ-NP-Z]{2}\d{9}$/,
    check: french,
  },
  HR: { state: 'Croatia', words: 'HR and 11 digits', form: /^\d{11}$/, check: mod11_10 },
  HU: { state: 'Hungary', words: 'HU and 8 digits', form: /^[1-9]\d{7}$/, check: hungarian },
  IE: {
    state: 'Ireland',
    words: 'IE, 7 digits and 1 or 2 letters',
    form: /^(\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/,
    check: irish,
  },
  IT: { state: 'Italy', words: 'IT and 11 digits', form: /^\d{11}$/, check: italian },
  LT: {
    state: 'Lithuania',
    words: 'LT and 9 or 12 digits',
    form: /^(\d{7}1\d|\d{10}1\d)$/,
    check: lithuanian,
  },
  LU: { state: 'Luxembourg', words: 'LU and 8 digits', form: /^[1-9]\d{7}$/, check: luxembourgish },
  LV: { state: 'Latvia', words: 'LV and 11 digits', form: /^\d{11}$/, check: latvian },
  MT: { state: 'Malta', words: 'MT and 8 digits', form: /^[1-9]\d{7}$/, check: maltese },
  NL: {
    state: 'the Netherlands',
    words: 'NL, 9 digits, B and 2 digits',
    form: /^\d{9}B(?!00)\d{2}$/,
    check: dutch,
  },
  PL: { state: 'Poland', words: 'PL and 10 digits', form: /^[1-9]\d{9}$/, check: polish },
  PT: { state: 'Portugal', words: 'PT and 9 digits', form: /^[1-9]\d{8}$/, check: portuguese },
  RO: { state: 'Romania', words: 'RO and 2 to 10 digits', form: /^[1-9]\d{1,9}$/, check: romanian },
  SE: { state: 'Sweden', words: 'SE and 12 digits, ending in 01', form: /^\d{12}$/, check: swedish },
  SI: { state: 'Slovenia', words: 'SI and 8 digits', form: /^[1-9]\d{7}$/, check: slovenian },
  SK: { state: 'Slovakia', words: 'SK and 10 digits', form: /^[1-9]\d[2-47-9]\d{7}$/, check: slovak },
  XI: { state: 'Northern Ireland', words: `XI and ${BRITISH_WORDS}`, form: BRITISH_FORM, check: british },
  GB: { state: 'the United Kingdom', words: `GB and ${BRITISH_WORDS}`, form: BRITISH_FORM, check: british },
  CHE: {
    state: 'Switzerland',
    words: 'CHE, 9 digits and MWST, TVA or IVA',
    form: /^\d{9}(MWST|TVA|IVA)?$/,
    check: swiss,
  },
  NO: { state: 'Norway', words: 'NO, 9 digits and MVA', form: /^\d{9}(MVA)?$/, check: norwegian },
}
