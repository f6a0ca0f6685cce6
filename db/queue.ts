import { PgBoss } from 'pg-boss'
import postgres from 'postgres'
import { APPLICATION_ROLE } from '@/db/addresses'
import { CONTEXT_ROLES } from '@/db/roles'

/** The queues of the portal. A job carries ids only; its handler loads the truth and may run again at any time. */
export const QUEUES = ['billing-run', 'tick'] as const
export type QueueName = (typeof QUEUES)[number]

export const QUEUE_SCHEMA = 'pgboss'

/** Makes the tables of the queue as the owner and lets the application use them. */
export async function installQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    supervise: false,
    schedule: false,
    max: 2,
  })
  boss.on('error', () => {})
  await boss.start()
  for (const queue of QUEUES) {
    if (await boss.getQueue(queue)) continue
    await boss.createQueue(queue, { retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInSeconds: 600 })
  }
  await boss.stop({ graceful: false })
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  const roles = [APPLICATION_ROLE, ...CONTEXT_ROLES].join(', ')
  try {
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${7261530244})`
      await tx.unsafe(`grant usage on schema ${QUEUE_SCHEMA} to ${roles}`)
      await tx.unsafe(
        `grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${APPLICATION_ROLE}, app_system`,
      )
      await tx.unsafe(`grant select on all tables in schema ${QUEUE_SCHEMA} to app_operator`)
      await tx.unsafe(`grant insert on all tables in schema ${QUEUE_SCHEMA} to app_operator`)
      await tx.unsafe(`grant usage on all sequences in schema ${QUEUE_SCHEMA} to ${roles}`)
      await tx.unsafe(`grant execute on all functions in schema ${QUEUE_SCHEMA} to ${roles}`)
    })
  } finally {
    await sql.end()
  }
}
