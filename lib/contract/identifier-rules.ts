import { checkLeitwegId } from '@/lib/einvoice/identifiers/leitweg-id'
import { checkPeppolId } from '@/lib/einvoice/identifiers/peppol-id'
import { checkVatNumber, explainVatNumber } from '@/lib/tax/vat-number'

type Identifiers = {
  vat_number: string | null
  peppol_id: string | null
  peppol_scheme: string | null
  leitweg_id: string | null
}
type Fault = { field: keyof Identifiers; message: string }

/** Every identifier of a profile whose form or check digits are wrong, with a sentence that says how to mend it. */
export function checkIdentifier(profile: Identifiers): Fault[] {
  const faults: Fault[] = []
  if (profile.vat_number && !checkVatNumber(profile.vat_number).valid) {
    faults.push({ field: 'vat_number', message: explainVatNumber(profile.vat_number) })
  }
  faults.push(...peppolFaults(profile))
  if (profile.leitweg_id) {
    const check = checkLeitwegId(profile.leitweg_id)
    if (!check.valid) faults.push({ field: 'leitweg_id', message: check.message })
  }
  return faults
}

function peppolFaults({ peppol_id, peppol_scheme }: Identifiers): Fault[] {
  if (!peppol_id && !peppol_scheme) return []
  if (!peppol_id) return [{ field: 'peppol_id', message: 'A Peppol scheme needs the Peppol ID beside it.' }]
  if (!peppol_scheme)
    return [{ field: 'peppol_scheme', message: 'A Peppol ID needs its scheme, for example 9930.' }]
  const check = checkPeppolId(peppol_scheme, peppol_id)
  return check.valid ? [] : [{ field: check.field, message: check.message }]
}
