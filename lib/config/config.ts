import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** The environment does not fit; every fault is named in the message. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const SECRETS = new Set(['SERVER_SECRET', 'DATABASE_URL', 'APP_DATABASE_URL', 'OIDC_CLIENT_SECRET'])

const onOff = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], { error: 'expected on or off' })
    .default(fallback)
    .transform((value) => value === 'on')

const count = (fallback: number, max = 1_000_000) =>
  z.coerce
    .number({ error: `expected a whole number from 1 to ${max}` })
    .int({ error: 'expected a whole number' })
    .min(1, { error: 'expected at least 1' })
    .max(max, { error: `expected at most ${max}` })
    .default(fallback)

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http or https address' })
  .transform((url) => url.replace(/\/+$/, ''))
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected postgres://user:password@host:port/database',
})

const Variables = z
  .object({
    DATABASE_URL: postgresUrl.optional(),
    APP_DATABASE_URL: postgresUrl.optional(),
    DATA_DIR: z.string().default('.data'),
    DB_POOL_SIZE: count(10, 1000),
    DATABASE_PREPARE: onOff('on'),
    PORT: count(3000, 65535),
    HOST: z.string().default('localhost'),
    PORTAL_URL: httpUrl.optional(),
    SERVER_SECRET: z.string().min(32, { error: 'expected at least 32 characters' }).optional(),
    BILLING_MODE: z.enum(['sandbox', 'live'], { error: 'expected sandbox or live' }).default('sandbox'),
    DEMO_DATA: z.enum(['demo', 'none'], { error: 'expected demo or none' }).default('demo'),
    SANDBOX_NOW: z.iso
      .datetime({ offset: true, error: 'expected an RFC 3339 time such as 2026-01-31T09:00:00Z' })
      .optional(),
    SCHEDULES: onOff('on'),
    RATE_LIMITS: onOff('on'),
    RATE_LIMIT_READS: count(600),
    RATE_LIMIT_WRITES: count(120),
    RATE_LIMIT_SETUP: count(10),
    RATE_LIMIT_SIGN_IN: count(10),
    RATE_LIMIT_EXPORTS: count(10),
    RATE_LIMIT_METERING: count(6000),
    JWT_ISSUER: z.string().min(1).optional(),
    JWT_AUDIENCE: z.string().min(1).optional(),
    JWT_JWKS_URL: httpUrl.optional(),
    OIDC_ISSUER: httpUrl.optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_NAME: z.string().min(1).default('single sign-on'),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
        error: 'expected fatal, error, warn, info, debug or silent',
      })
      .default('info'),
  })
  .superRefine((value, issues) => {
    const refuse = (path: string, message: string) =>
      issues.addIssue({ code: 'custom', path: [path], message })
    const together = (names: (keyof typeof value)[]) => {
      const missing = names.filter((name) => value[name] === undefined)
      if (missing.length === 0 || missing.length === names.length) return
      for (const name of missing)
        refuse(name, `expected beside ${names.filter((other) => other !== name).join(' and ')}`)
    }
    together(['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'])
    together(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])
    if (value.BILLING_MODE !== 'live') return
    if (!value.SERVER_SECRET) refuse('SERVER_SECRET', 'required in live mode: at least 32 random characters')
    if (value.SANDBOX_NOW) refuse('SANDBOX_NOW', 'only in sandbox mode: a live server has no other clock')
    if (!value.RATE_LIMITS) refuse('RATE_LIMITS', 'off only in sandbox mode')
  })

export type Config = ReturnType<typeof loadConfig>

/**
 * Reads all variables of the portal. An empty value counts as not given.
 * @throws ConfigError naming every wrong variable, what it holds (secrets aside) and what is expected
 */
export function loadConfig(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Variables.safeParse(given)
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => explain(issue, given)).join('\n'))
  const { HOST, PORT, PORTAL_URL, DATA_DIR, ...rest } = parsed.data
  const portalUrl = PORTAL_URL ?? `http://localhost:${PORT}`
  return {
    ...rest,
    HOST,
    PORT,
    PORTAL_URL: portalUrl,
    DATA_DIR: path.resolve(DATA_DIR),
    secureCookies: portalUrl.startsWith('https:'),
    livemode: rest.BILLING_MODE === 'live',
  }
}

function explain(
  { path: [name], message }: z.core.$ZodIssue,
  given: Record<string, string | undefined>,
): string {
  const variable = String(name)
  const value = given[variable]
  const shown = value === undefined ? 'is not set' : SECRETS.has(variable) ? 'is wrong' : `is "${value}"`
  return `${variable} ${shown}: ${message}`
}

let loaded: Config | null = null

/** The configuration of this process, parsed at first use. */
export function config(): Config {
  loaded ??= loadConfig(process.env)
  return loaded
}

/** The secret that all others are derived from: given, or made once and kept in the data folder (sandbox only). */
export function serverSecret(): string {
  const { SERVER_SECRET, DATA_DIR } = config()
  if (SERVER_SECRET) return SERVER_SECRET
  const file = path.join(DATA_DIR, 'server-secret')
  if (!existsSync(file)) {
    mkdirSync(DATA_DIR, { recursive: true })
    try {
      // "wx": of two processes that start at once, one writes and the other reads.
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  return readFileSync(file, 'utf8').trim()
}
