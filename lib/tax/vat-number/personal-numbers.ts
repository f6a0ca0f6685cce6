import { digit, digitsOf, weighted } from '@/lib/tax/vat-number/checksums'

/** Bulgaria: companies have 9 digits; persons, foreigners and others 10, each kind with weights of its own. */
export function bulgarian(body: string): boolean {
  if (body.length === 9) return bulgarianCompany(body)
  const person = (weighted(body, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10
  const foreigner = weighted(body, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10
  const other = 11 - (weighted(body, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  const check = digit(body, 9)
  return person === check || foreigner === check || (other !== 10 && other % 11 === check)
}

function bulgarianCompany(body: string): boolean {
  const first = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
  if (first !== 10) return first === digit(body, 8)
  return (weighted(body, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10 === digit(body, 8)
}

/** Czechia: 8 digits for companies, 9 beginning with 6 for special cases, 9 or 10 for persons by birth number. */
export function czech(body: string): boolean {
  if (body.length === 8) return !body.startsWith('9') && czechCompany(body)
  if (body.length === 9 && body.startsWith('6')) return czechSpecial(body)
  return czechPerson(body)
}

function czechCompany(body: string): boolean {
  const rest = 11 - (weighted(body, [8, 7, 6, 5, 4, 3, 2]) % 11)
  return rest % 10 === digit(body, 7)
}

function czechSpecial(body: string): boolean {
  const sum = weighted(body.slice(1), [8, 7, 6, 5, 4, 3, 2])
  const next = Math.ceil(sum / 11) * 11 - sum
  return [8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8][next === 0 ? 10 : next - 1] === digit(body, 8)
}

function czechPerson(body: string): boolean {
  const month = Number(body.slice(2, 4)) % 50
  const day = Number(body.slice(4, 6))
  const plausible = month % 20 >= 1 && month % 20 <= 12 && day >= 1 && day <= 31
  if (!plausible) return false
  // Nine digits were given out until 1953, without a check digit.
  if (body.length === 9) return Number(body.slice(0, 2)) <= 53
  return (
    Number(body) % 11 === 0 ||
    ((Number(body.slice(0, 9)) % 11) % 10 === digit(body, 9) && Number(body.slice(0, 9)) % 11 === 10)
  )
}

/** Latvia: legal persons begin with 4 to 9, natural persons with their birth date, or 32 where that is not shown. */
export function latvian(body: string): boolean {
  if (/^[4-9]/.test(body)) {
    const rest = 3 - (weighted(body, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6]) % 11)
    const check = rest === -1 ? -1 : rest < -1 ? rest + 11 : rest
    return check === digit(body, 10)
  }
  if (body.startsWith('32')) return true
  const [day, month] = [Number(body.slice(0, 2)), Number(body.slice(2, 4))]
  if (day < 1 || day > 31 || month < 1 || month > 12) return false
  const check = (1101 - weighted(body, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11
  return check === digit(body, 10)
}

/** Lithuania: 9 digits for legal persons, 12 for persons registered for the time being; both by cyclic weights. */
export function lithuanian(body: string): boolean {
  const front = digitsOf(body.slice(0, -1))
  const sum = (offset: number) =>
    front.reduce((total, value, i) => total + value * (((i + offset) % 9) + 1), 0) % 11
  const first = sum(0)
  const check = first === 10 ? sum(2) % 10 : first
  return check === digit(body, -1)
}

/** Romania: up to 10 digits, padded on the left. */
export function romanian(body: string): boolean {
  const padded = body.padStart(10, '0')
  return ((weighted(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === digit(padded, 9)
}

const NIF_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'
const CIF_LETTERS = 'JABCDEFGHI'

/** Spain: NIF of persons, NIE of foreigners (X, Y, Z), special persons (K, L, M) and companies. */
export function spanish(body: string): boolean {
  const [first = '', last = ''] = [body[0], body[8]]
  if (/^\d{8}[A-Z]$/.test(body)) return NIF_LETTERS[Number(body.slice(0, 8)) % 23] === last
  if (/^[XYZ]/.test(first))
    return NIF_LETTERS[Number(`${'XYZ'.indexOf(first)}${body.slice(1, 8)}`) % 23] === last
  if (/^[KLM]/.test(first))
    return (
      spanishCompany(body.slice(1, 8), last, 'letter') || NIF_LETTERS[Number(body.slice(1, 8)) % 23] === last
    )
  if (/^[NPQRSW]/.test(first)) return spanishCompany(body.slice(1, 8), last, 'letter')
  if (/^[ABEH]/.test(first)) return spanishCompany(body.slice(1, 8), last, 'digit')
  return /^[CDFGJUV]/.test(first) && spanishCompany(body.slice(1, 8), last, 'either')
}

function spanishCompany(digits: string, last: string, kind: 'letter' | 'digit' | 'either'): boolean {
  const sum = digitsOf(digits).reduce((total, value, i) => {
    const doubled = i % 2 === 0 ? value * 2 : value
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  const check = (10 - (sum % 10)) % 10
  const asDigit = String(check) === last
  const asLetter = CIF_LETTERS[check] === last
  return kind === 'digit' ? asDigit : kind === 'letter' ? asLetter : asDigit || asLetter
}
