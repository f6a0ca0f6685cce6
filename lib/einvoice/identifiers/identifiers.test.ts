import { describe, expect, it } from 'vitest'
import { checkBic } from '@/lib/einvoice/identifiers/bic'
import { checkIban } from '@/lib/einvoice/identifiers/iban'
import { checkLeitwegId } from '@/lib/einvoice/identifiers/leitweg-id'
import { checkPeppolId, PEPPOL_SCHEMES, peppolSchemeForCountry } from '@/lib/einvoice/identifiers/peppol-id'
import { EU_STATES } from '@/lib/tax/eu-states'

describe('Leitweg-ID', () => {
  it.each(['04011000-12345-03', '04011000-1234512345-06', '992-90009-96', '991-33333TEST-33'])(
    '%s holds',
    (id) => {
      expect(checkLeitwegId(id)).toEqual({ valid: true })
    },
  )
  it('says what the check digits would be', () => {
    expect(checkLeitwegId('04011000-12345-04')).toMatchObject({
      reason: 'check_digits',
      message: expect.stringContaining('03'),
    })
  })
  it.each(['', '0', '04011000', '04011000-12345', 'x-12-03', '04011000-12345-3'])(
    '%s has not the form',
    (id) => {
      expect(checkLeitwegId(id)).toMatchObject({ valid: false, reason: 'format' })
    },
  )
})

describe('IBAN and BIC', () => {
  it.each([
    'DE89 3704 0044 0532 0130 00',
    'NL91ABNA0417164300',
    'GB82WEST12345698765432',
    'MT84MALT011000012345MTLCAST001S',
  ])('%s holds', (iban) => expect(checkIban(iban).valid).toBe(true))
  it.each([
    ['DE88370400440532013000', 'check_digits'],
    ['DE8937040044053201300', 'length'],
    ['not an iban', 'format'],
  ])('%s: %s', (iban, reason) => expect(checkIban(iban)).toEqual({ valid: false, reason }))
  it('takes a BIC of 8 or 11', () => {
    expect(['COBADEFF', 'COBADEFFXXX', 'COBADEF', 'C?BADEFF'].map((bic) => checkBic(bic).valid)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

describe('Peppol', () => {
  it.each([
    ['0088', '4035811991014'],
    ['0208', '0428759497'],
    ['0106', '12345678'],
    ['9944', 'NL004495445B01'],
    ['9930', 'DE136695976'],
    ['0204', '04011000-12345-03'],
    ['0192', '974760673'],
  ])('%s:%s holds', (scheme, id) => expect(checkPeppolId(scheme, id)).toEqual({ valid: true }))
  it.each([
    ['0088', '4035811991015', 'peppol_id'],
    ['0208', '0428759498', 'peppol_id'],
    ['9930', 'DE136695975', 'peppol_id'],
    ['0037', '00371234567', 'peppol_scheme'],
    ['1234', 'x', 'peppol_scheme'],
  ])('%s:%s is refused at %s', (scheme, id, field) =>
    expect(checkPeppolId(scheme, id)).toMatchObject({ valid: false, field }),
  )
  it('proposes a scheme for every member state', () => {
    for (const state of Object.keys(EU_STATES))
      expect(PEPPOL_SCHEMES).toHaveProperty(peppolSchemeForCountry(state) ?? 'none')
  })
})
