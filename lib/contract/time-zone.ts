const known = new Map<string, boolean>()

/** Whether the name is an IANA time zone of this runtime. Offsets such as "+02:00" are not: they know no summer time. */
export function isTimeZone(name: string): boolean {
  const cached = known.get(name)
  if (cached !== undefined) return cached
  const valid = /^[A-Za-z]/.test(name) && canFormat(name)
  if (known.size < 1000) known.set(name, valid)
  return valid
}

function canFormat(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
