import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { applicationUrl } from '@/db/addresses'
import { config } from '@/lib/config/config'

export type Connections = ReturnType<typeof postgres>
export type Database = ReturnType<typeof openDatabase>['db']

/**
 * Opens a pool. No session-level setting is made, so that a pooler in transaction mode may stand between; statement
 * time-outs are set per transaction.
 */
export function openDatabase(url: string, options: { max?: number; prepare?: boolean } = {}) {
  const connections = postgres(url, {
    max: options.max ?? 10,
    prepare: options.prepare ?? true,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => {},
  })
  return { db: drizzle(connections), connections }
}

// Kept on the global object: the development server loads modules anew, the pool stays one.
const shared = globalThis as typeof globalThis & { portalDatabase?: ReturnType<typeof openDatabase> }

/** The pool of this process, as the application role, opened at first use. */
export function database(): Database {
  const { DB_POOL_SIZE, DATABASE_PREPARE } = config()
  shared.portalDatabase ??= openDatabase(applicationUrl(), { max: DB_POOL_SIZE, prepare: DATABASE_PREPARE })
  return shared.portalDatabase.db
}

export async function closeDatabase(): Promise<void> {
  const open = shared.portalDatabase
  delete shared.portalDatabase
  await open?.connections.end({ timeout: 5 })
}

/** Puts another database in the place of this process's: for tests. */
export function useDatabase(opened: ReturnType<typeof openDatabase>): void {
  shared.portalDatabase = opened
}
