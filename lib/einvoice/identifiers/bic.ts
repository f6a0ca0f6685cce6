/** Checks the form of a BIC after ISO 9362: bank, country, location, optional branch. */
export function checkBic(value: string): { valid: boolean } {
  return {
    valid: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(value.toUpperCase().replace(/\s/g, '')),
  }
}
