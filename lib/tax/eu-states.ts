/** The 27 member states of the European Union by ISO 3166-1 code, with the prefix of their VAT numbers. */
export const EU_STATES = {
  AT: 'AT',
  BE: 'BE',
  BG: 'BG',
  HR: 'HR',
  CY: 'CY',
  CZ: 'CZ',
  DK: 'DK',
  EE: 'EE',
  FI: 'FI',
  FR: 'FR',
  DE: 'DE',
  GR: 'EL',
  HU: 'HU',
  IE: 'IE',
  IT: 'IT',
  LV: 'LV',
  LT: 'LT',
  LU: 'LU',
  MT: 'MT',
  NL: 'NL',
  PL: 'PL',
  PT: 'PT',
  RO: 'RO',
  SK: 'SK',
  SI: 'SI',
  ES: 'ES',
  SE: 'SE',
} as const

export type EuState = keyof typeof EU_STATES

export const isEuState = (country: string): country is EuState => Object.hasOwn(EU_STATES, country)

const BY_PREFIX = new Map<string, EuState>(
  Object.entries(EU_STATES).map(([state, prefix]) => [prefix, state as EuState]),
)

/** The member state whose VAT numbers begin with the prefix; null for XI, GB and every other. */
export const stateOfVatPrefix = (prefix: string): EuState | null => BY_PREFIX.get(prefix) ?? null
