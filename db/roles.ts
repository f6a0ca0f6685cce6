import type { TransactionSql } from 'postgres'
import { APPLICATION_ROLE } from '@/db/addresses'

/** Roles that a transaction takes on: each sees what row-level security grants it. */
export const CONTEXT_ROLES = ['app_tenant', 'app_operator', 'app_system'] as const

/**
 * Makes the roles of the application: one that logs in, owns nothing and has no right of its own, and the three that its
 * transactions take on. Called by the migration as the owner, inside its lock.
 */
export async function makeRoles(sql: TransactionSql, applicationPassword: string): Promise<void> {
  for (const role of CONTEXT_ROLES) await makeRole(sql, role, 'nologin')
  await makeRole(sql, APPLICATION_ROLE, 'login nosuperuser nobypassrls noinherit nocreatedb nocreaterole')
  const password = applicationPassword.replaceAll("'", "''")
  await sql.unsafe(`alter role ${APPLICATION_ROLE} with password '${password}'`)
  for (const role of CONTEXT_ROLES) await sql.unsafe(`grant ${role} to ${APPLICATION_ROLE}`)
}

async function makeRole(sql: TransactionSql, role: string, attributes: string): Promise<void> {
  const [existing] = await sql`select 1 from pg_roles where rolname = ${role}`
  if (!existing) await sql.unsafe(`create role ${role} ${attributes}`)
}
