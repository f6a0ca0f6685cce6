import { sql } from 'drizzle-orm'
import type { PgTransactionConfig } from 'drizzle-orm/pg-core'
import type { Database } from '@/db/connection'

/** A transaction in which row-level security knows for whom it runs. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

type Role = 'app_tenant' | 'app_operator' | 'app_system'
type Identity = { role: Role; partnerId: string | null; tenantId: string | null }

const READ_ONLY: PgTransactionConfig = { accessMode: 'read only' }

/** Sees and writes the rows of one tenant, and reads the catalogue of its partner. */
export const asTenant = <T>(
  db: Database,
  who: { partnerId: string; tenantId: string },
  work: (tx: Transaction) => Promise<T>,
  options: { readOnly?: boolean } = {},
) => run(db, { role: 'app_tenant', ...who }, work, options)

/** Sees and writes the rows of one partner and of all its tenants. */
export const asOperator = <T>(
  db: Database,
  who: { partnerId: string },
  work: (tx: Transaction) => Promise<T>,
  options: { readOnly?: boolean } = {},
) => run(db, { role: 'app_operator', partnerId: who.partnerId, tenantId: null }, work, options)

/** For what stands before or beside every partner: sign-in, keys, the clock, the queue. Sees no money. */
export const asSystem = <T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  options: { readOnly?: boolean } = {},
) => run(db, { role: 'app_system', partnerId: null, tenantId: null }, work, options)

async function run<T>(
  db: Database,
  identity: Identity,
  work: (tx: Transaction) => Promise<T>,
  options: { readOnly?: boolean },
): Promise<T> {
  return db.transaction(
    async (tx) => {
      // Not awaited on its own: it travels in front of the first query in the same round trip.
      const identified = tx.execute(
        sql`select set_config('role', ${identity.role}, true), set_config('app.partner_id', ${identity.partnerId ?? ''}, true), set_config('app.tenant_id', ${identity.tenantId ?? ''}, true)`,
      )
      const [result] = await Promise.all([work(tx), identified])
      return result
    },
    options.readOnly ? READ_ONLY : undefined,
  )
}
