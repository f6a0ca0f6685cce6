import { readFileSync } from 'node:fs'
import path from 'node:path'
import { config } from '@/lib/config/config'
import { derivedSecret } from '@/lib/config/derived-secret'

export const APPLICATION_ROLE = 'portal_app'
export const ADDRESS_FILE = 'postgres.json'

export type EmbeddedAddress = { port: number; database: string }

/** The owner's address: migrations and roles. DATABASE_URL, else the embedded server of the data folder. */
export function ownerUrl(): string {
  const { DATABASE_URL, DATA_DIR } = config()
  if (DATABASE_URL) return DATABASE_URL
  return embeddedUrl(readEmbeddedAddress(DATA_DIR), 'postgres', derivedSecret('embedded-postgres'))
}

/** The application's address: the same database as a role that owns nothing. */
export function applicationUrl(): string {
  const { APP_DATABASE_URL } = config()
  if (APP_DATABASE_URL) return APP_DATABASE_URL
  const url = new URL(ownerUrl())
  url.username = APPLICATION_ROLE
  url.password = applicationPassword()
  return url.toString()
}

export const applicationPassword = () => derivedSecret('application-role')

export const embeddedUrl = ({ port, database }: EmbeddedAddress, user: string, password: string) =>
  `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`

function readEmbeddedAddress(dataDir: string): EmbeddedAddress {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, ADDRESS_FILE), 'utf8'))
  } catch {
    throw new Error(`No database: set DATABASE_URL, or start the portal once so that ${dataDir} holds one.`)
  }
}
