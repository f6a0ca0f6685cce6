import { type Decimal, ZERO } from '@/lib/money/decimal'
import { stateOfVatPrefix } from '@/lib/tax/eu-states'
import { vatTerritory } from '@/lib/tax/territories'
import { checkVatNumber } from '@/lib/tax/vat-number'
import { standardRate } from '@/lib/tax/vat-rates'

/** UNTDID 5305, as far as services are concerned. */
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'G' | 'O'

export type SellerTaxFacts = {
  countryCode: string
  postalCode: string | null
  smallBusiness: boolean
  ossRegistered: boolean
  outsideEuCategory: 'O' | 'G'
}

export type BuyerTaxFacts = {
  countryCode: string
  postalCode: string | null
  isBusiness: boolean
  vatNumber: string | null
  taxExempt: boolean
}

/** Why a tenant is exempt, as the operator recorded it. */
export type RecordedExemption = { reason: string; code: string | null }

export type VatDecision = {
  category: TaxCategory
  /** Percent. */
  rate: Decimal
  rule: 'exemption_reason' | 'no_vat' | 'export' | 'reverse_charge' | 'small_business' | 'standard'
  /** VATEX code of the exemption, where there is one. */
  code: string | null
  /** Text of the exemption for the document. */
  reason: string | null
}

export const REVERSE_CHARGE_NOTE = 'Reverse charge – Art. 196 Council Directive 2006/112/EC'
const EXPORT_NOTE = 'Export outside the EU – VAT not applicable'
const SMALL_BUSINESS_NOTE = 'VAT exempt: small business scheme, Art. 284 Directive 2006/112/EC'

const exempt = (
  category: TaxCategory,
  rule: VatDecision['rule'],
  code: string | null,
  reason: string,
): VatDecision => ({ category, rate: ZERO, rule, code, reason })

/**
 * VAT of services by place of supply (Art. 44, 45, 58 and 196 Directive 2006/112/EC): the first rule that fits.
 * The tax point is the issue date (YYYY-MM-DD).
 */
export function decideVat(
  seller: SellerTaxFacts,
  buyer: BuyerTaxFacts,
  exemption: RecordedExemption | null,
  date: string,
): VatDecision {
  const sellerState = vatTerritory(seller.countryCode, seller.postalCode)
  const buyerState = vatTerritory(buyer.countryCode, buyer.postalCode)
  if (buyer.taxExempt && exemption) return exempt('E', 'exemption_reason', exemption.code, exemption.reason)
  if (!sellerState) return exempt('O', 'no_vat', 'VATEX-EU-O', 'No VAT')
  if (!buyerState) {
    const code = seller.outsideEuCategory === 'G' ? 'VATEX-EU-G' : 'VATEX-EU-O'
    return exempt(seller.outsideEuCategory, 'export', code, EXPORT_NOTE)
  }
  if (buyerState !== sellerState && buyer.isBusiness && isRegisteredOutside(buyer.vatNumber, sellerState)) {
    return exempt('AE', 'reverse_charge', 'VATEX-EU-AE', REVERSE_CHARGE_NOTE)
  }
  if (seller.smallBusiness) return exempt('E', 'small_business', null, SMALL_BUSINESS_NOTE)
  const taxedIn = buyerState !== sellerState && seller.ossRegistered ? buyerState : sellerState
  return { category: 'S', rate: standardRate(taxedIn, date), rule: 'standard', code: null, reason: null }
}

/** Whether the number is a valid one of a member state other than the seller's. Northern Ireland's XI counts for goods only. */
function isRegisteredOutside(vatNumber: string | null, sellerState: string): boolean {
  if (!vatNumber) return false
  const check = checkVatNumber(vatNumber)
  if (!check.valid) return false
  const state = stateOfVatPrefix(check.country)
  return state !== null && state !== sellerState
}

export type LineTax = { category: TaxCategory; rate: Decimal; code: string | null; reason: string | null }

/**
 * VAT of a line that may bring its own category and rate: where the supply is taxed normally its own holds; where a
 * rule takes the whole supply out of normal taxation only an own exemption stands beside it, except under O, which
 * allows no other category (BR-O-11).
 */
export function lineTax(
  decision: VatDecision,
  own: { category: 'S' | 'Z' | 'E' | null; rate: Decimal | null; reason: string | null },
): LineTax {
  const { category, rate, code, reason } = decision
  const ownCategory = own.category ?? (own.rate === null ? null : 'S')
  const ownExemption = { category: 'E' as const, rate: ZERO, code: null, reason: own.reason ?? 'VAT exempt' }
  if (ownCategory === null) return { category, rate, code, reason }
  if (decision.rule !== 'standard') {
    return ownCategory === 'E' && category !== 'O' ? ownExemption : { category, rate, code, reason }
  }
  if (ownCategory === 'E') return ownExemption
  if (ownCategory === 'Z') return { category: 'Z', rate: ZERO, code: null, reason: null }
  return { category: 'S', rate: own.rate ?? rate, code: null, reason: null }
}
