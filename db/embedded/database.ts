import postgres from 'postgres'
import { type EmbeddedAddress, embeddedUrl } from '@/db/addresses'

/** Makes the portal's database in a fresh embedded server. */
export async function makeEmbeddedDatabase(address: EmbeddedAddress, password: string): Promise<void> {
  const sql = postgres(embeddedUrl({ ...address, database: 'postgres' }, 'postgres', password), {
    max: 1,
    onnotice: () => {},
  })
  try {
    const [existing] = await sql`select 1 from pg_database where datname = ${address.database}`
    if (!existing) await sql.unsafe(`create database ${address.database}`)
  } finally {
    await sql.end()
  }
}
