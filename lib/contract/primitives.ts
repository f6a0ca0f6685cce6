import { z } from 'zod'
import { isTimeZone } from '@/lib/contract/time-zone'
import { isCurrencyCode } from '@/lib/money/currency'

/** A UUID of any version comes in; ids that the portal makes are version 7. */
export const Uuid = z
  .uuid({ error: 'Not a UUID.' })
  .meta({ description: 'UUID, version 7 where the portal made it' })

export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/)
  .meta({ format: 'date-time', description: 'RFC 3339 in UTC, ending in Z' })

/** Accepts any RFC 3339 instant from a caller, with Z or an offset. */
export const InstantInput = z.iso
  .datetime({ offset: true, error: 'Not an RFC 3339 time, for example 2026-11-02T09:30:00Z.' })
  .refine((text) => !Number.isNaN(Date.parse(text)), { error: 'No such time in the calendar.' })

export const CalendarDate = z.iso.date({ error: 'Not a date of the form YYYY-MM-DD.' })

/** Minor units of the currency beside it: cents of a euro, whole yen, thousandths of a Bahraini dinar. */
export const Cents = z
  .int()
  .meta({ description: 'Minor units of the currency (ISO 4217): 0 decimals for JPY, 3 for BHD' })

const DECIMAL = /^-?\d{1,18}(\.\d{1,12})?$/
export const DecimalString = z
  .string()
  .regex(DECIMAL)
  .meta({ description: 'Exact decimal, at most 12 places' })
export const DecimalInput = z
  .string({ error: 'A decimal is written as a string, for example "0.0035".' })
  .regex(DECIMAL, { error: 'Not a decimal with at most 18 digits before and 12 after the point.' })
export const NonNegativeDecimalInput = DecimalInput.refine(
  (text) => !text.startsWith('-') || /^-[0.]+$/.test(text),
  {
    error: 'Must not be negative.',
  },
)
export const PositiveDecimalInput = NonNegativeDecimalInput.refine((text) => /[1-9]/.test(text), {
  error: 'Must be greater than zero.',
})

export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217', example: 'EUR' })
export const CurrencyInput = z
  .string()
  .refine(isCurrencyCode, { error: 'Not an ISO 4217 currency in use, for example EUR.' })

export const TimeZoneInput = z
  .string()
  .refine(isTimeZone, { error: 'Not a time zone of the IANA list, for example Europe/Amsterdam.' })

export const Slug = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/, {
    error:
      'Lower-case letters, digits, hyphens and underscores only, beginning and ending with a letter or digit.',
  })

/** One line of text without control characters: it goes into documents and mail headers. */
export const LineOfText = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'Must not be empty.' })
    .max(max, { error: `At most ${max} characters.` })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, { error: 'Must not contain line breaks or control characters.' })

export const Email = z.email({ error: 'Not an e-mail address.' }).max(254)

export const Page = z.coerce
  .number({ error: 'A whole number from 1.' })
  .int({ error: 'A whole number from 1.' })
  .min(1, { error: 'The first page is 1.' })
  .max(1_000_000)
  .default(1)
export const PageSize = z.coerce
  .number({ error: 'A whole number from 1 to 100.' })
  .int({ error: 'A whole number from 1 to 100.' })
  .min(1, { error: 'A page has 1 to 100 entries.' })
  .max(100, { error: 'A page has 1 to 100 entries.' })
  .default(20)

export const Paging = { page: Page, page_size: PageSize }

/** A query parameter that may be repeated or comma-separated: `?status=sent,paid` or `?status=sent&status=paid`. */
export const listOf = <T extends z.ZodType>(element: T) =>
  z.preprocess((value) => {
    if (value === undefined) return undefined
    const parts = Array.isArray(value) ? value : [value]
    return parts.flatMap((part) => String(part).split(',')).filter((part) => part !== '')
  }, z.array(element).optional())
