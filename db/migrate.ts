import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { installQueue } from '@/db/queue'
import { makeRoles } from '@/db/roles'

/** Folder of the SQL files: forward only, applied in the order of their names. */
export const MIGRATIONS = path.join(process.cwd(), 'db', 'migrations')

/** Any constant: two processes that migrate at once wait for each other. */
const LOCK = 7261530244

export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** Brings a database to the newest schema in one transaction. @returns names of the files applied now */
export async function migrate(ownerUrl: string, applicationPassword: string): Promise<string[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await refuseOldServer(sql)
    const applied = await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${LOCK})`
      await makeRoles(tx, applicationPassword)
      await tx`create table if not exists portal_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`
      return applyPending(tx)
    })
    await installQueue(ownerUrl)
    return applied
  } finally {
    await sql.end()
  }
}

async function applyPending(tx: postgres.TransactionSql): Promise<string[]> {
  const done = new Map(
    (await tx`select name, sha256 from portal_migration`).map((row) => [
      String(row.name),
      String(row.sha256),
    ]),
  )
  const applied: string[] = []
  for (const { name, text, sha256 } of migrationFiles()) {
    const known = done.get(name)
    if (known === sha256) continue
    if (known)
      throw new MigrationError(
        `The migration ${name} was applied with another content. Write a new file instead of changing it.`,
      )
    await tx.unsafe(text)
    await tx`insert into portal_migration (name, sha256) values (${name}, ${sha256})`
    applied.push(name)
  }
  return applied
}

export function migrationFiles(): { name: string; text: string; sha256: string }[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(MIGRATIONS, name), 'utf8')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

async function refuseOldServer(sql: postgres.Sql): Promise<void> {
  const [row] = await sql`select current_setting('server_version_num')::int as version`
  if (Number(row?.version) < 150000) throw new MigrationError('PostgreSQL 15 or newer is needed.')
}
