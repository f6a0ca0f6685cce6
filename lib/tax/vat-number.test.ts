import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkVatNumber, explainVatNumber } from '@/lib/tax/vat-number'

/** Published numbers of companies and numbers from the documentation of the states' algorithms. */
const RIGHT = [
  'ATU13585627',
  'ATU33864707',
  'ATU10223006',
  'BE0428759497',
  'BE0403019261',
  'BE0776091951',
  'BG175074752',
  'BG7523169263',
  'BG8032056031',
  'CY10259033P',
  'CZ25123891',
  'CZ7103192745',
  'CZ640903926',
  'DE136695976',
  'DE129273398',
  'DE111111125',
  'DK13585628',
  'DK88146328',
  'EE100931558',
  'EE100594102',
  'EL094259216',
  'EL023456780',
  'ESA13585625',
  'ESB58378431',
  'ESX5910266W',
  'ES54362315K',
  'ESJ99216582',
  'FI20774740',
  'FI01120389',
  'FR40303265045',
  'FR23334175221',
  'FRK7399859412',
  'HR33392005961',
  'HR22910368449',
  'HU12892312',
  'HU10597190',
  'IE6433435F',
  'IE6433435OA',
  'IE8D79739I',
  'IE3628739UA',
  'IT00743110157',
  'IT02866820240',
  'LT119511515',
  'LT100001919017',
  'LT213179412',
  'LU15027442',
  'LU10000356',
  'LV40003521600',
  'LV16117519997',
  'MT11679112',
  'MT10126313',
  'NL004495445B01',
  'NL123456789B13',
  'NL000099998B57',
  'PL8567346215',
  'PL5260001246',
  'PT501964843',
  'PT502757191',
  'RO18547290',
  'RO11198699',
  'SE123456789701',
  'SE556188840401',
  'SI50223054',
  'SI15012557',
  'SK2022749619',
  'SK2021853504',
  'GB980780684',
  'XI980780684',
  'GB434031494',
  'GBGD001',
  'GBHA500',
  'CHE116281710MWST',
  'NO974760673MVA',
]

const WRONG = [
  'ATU13585626',
  'BE0428759498',
  'BG175074751',
  'CY10259033Z',
  'CZ25123890',
  'DE136695975',
  'DK13585627',
  'EE100931557',
  'EL094259215',
  'ESA13585624',
  'FI20774741',
  'FR41303265045',
  'HR33392005962',
  'HU12892313',
  'IE6433435E',
  'IT00743110158',
  'LT119511516',
  'LU15027443',
  'LV40003521601',
  'MT11679113',
  'NL004495444B01',
  'PL8567346216',
  'PT501964842',
  'RO18547291',
  'SE123456789601',
  'SI50223055',
  'SK2022749618',
  'GB802311781',
  'XI802311781',
  'CHE116281711MWST',
  'NO974760674MVA',
]

describe('VAT numbers', () => {
  it.each(RIGHT)('%s holds', (number) => {
    expect(checkVatNumber(number)).toMatchObject({ valid: true, normalized: number })
  })
  it.each(WRONG)('%s has wrong check digits', (number) => {
    expect(checkVatNumber(number)).toMatchObject({ valid: false, reason: 'check_digits' })
  })
  it.each(['NL 0044.95445 B01', 'nl004495445b01', 'DE 136-695-976'])(
    '%s is read without its separators',
    (number) => {
      expect(checkVatNumber(number).valid).toBe(true)
    },
  )
  it('names the state and its form', () => {
    expect(explainVatNumber('DE13669597')).toBe('A VAT number of Germany is DE and 9 digits.')
    expect(explainVatNumber('GR094259216')).toMatch(/EL for Greece/)
  })
  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => typeof explainVatNumber(text) === 'string'),
      { numRuns: 2000, verbose: 1 },
    )
  })
  it('refuses one changed digit where the algorithm promises it (mod 11,10 of Germany and Croatia)', () => {
    const base = fc.constantFrom('DE136695976', 'DE129273398', 'HR33392005961')
    fc.assert(
      fc.property(base, fc.nat({ max: 7 }), fc.integer({ min: 1, max: 9 }), (number, place, step) => {
        const at = place + 2
        const digit = (Number(number[at]) + step) % 10
        return !checkVatNumber(number.slice(0, at) + digit + number.slice(at + 1)).valid
      }),
      { verbose: 1 },
    )
  })
})
