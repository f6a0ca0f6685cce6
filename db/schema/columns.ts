import { bigint, customType, numeric, timestamp } from 'drizzle-orm/pg-core'

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Minor units of the row's currency. */
export const cents = (name: string) => bigint(name, { mode: 'bigint' })

/** An exact decimal as text, up to 18 digits before and 12 after the point. */
export const decimal = (name: string) => numeric(name, { precision: 30, scale: 12 })

export const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
