import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '@/db/context'
import { auditHeads, auditLog, partnerAuditLog } from '@/db/schema/operations'
import type { Context } from '@/lib/services/context'

export type AuditEvent = {
  action: string
  subjectType: string
  subjectId: string
  changes?: Record<string, unknown>
}

const GENESIS = new Uint8Array(32)

/**
 * Writes what happened to a tenant's thing into its audit log, inside the transaction of the change itself. The entry
 * is chained to the tenant's latest one; the head row is locked until commit, which keeps the chain without forks.
 */
export async function record(
  tx: Transaction,
  ctx: Context,
  event: AuditEvent & { tenantId: string },
): Promise<void> {
  const { tenantId, ...entry } = event
  await recordAll(tx, ctx, tenantId, [entry])
}

/** Several entries of one tenant, in order, with one lock of the head. */
export async function recordAll(
  tx: Transaction,
  ctx: Context,
  tenantId: string,
  events: AuditEvent[],
): Promise<void> {
  if (events.length === 0) return
  const partnerId = ctx.actor.partnerId
  await tx
    .insert(auditHeads)
    .values({ tenantId, partnerId, position: 0n, hash: GENESIS })
    .onConflictDoNothing()
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.tenantId, tenantId)).for('update')
  if (!head) throw new Error(`No audit head for tenant ${tenantId}.`)
  let { position, hash } = head
  const rows = events.map((event) => {
    const previousHash = hash
    position += 1n
    const content = {
      tenantId,
      position,
      at: ctx.now,
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      actorLabel: ctx.actor.label,
      action: event.action,
      subjectType: event.subjectType,
      subjectId: event.subjectId,
      changes: event.changes ?? {},
      requestId: ctx.requestId,
    }
    hash = auditHash(previousHash, content)
    return { ...content, partnerId, previousHash, hash }
  })
  await tx.insert(auditLog).values(rows)
  await tx.update(auditHeads).set({ position, hash }).where(eq(auditHeads.tenantId, tenantId))
}

/** Writes what happened at the partner itself: its configuration, catalogue and runs. */
export async function recordForPartner(tx: Transaction, ctx: Context, event: AuditEvent): Promise<void> {
  await tx.insert(partnerAuditLog).values({
    partnerId: ctx.actor.partnerId,
    id: uuidv7(),
    at: ctx.now,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    actorLabel: ctx.actor.label,
    action: event.action,
    subjectType: event.subjectType,
    subjectId: event.subjectId,
    changes: event.changes ?? {},
    requestId: ctx.requestId,
  })
}

export type AuditContent = {
  tenantId: string
  position: bigint
  at: Date
  actorKind: string
  actorId: string
  actorLabel: string
  action: string
  subjectType: string
  subjectId: string
  changes: Record<string, unknown>
  requestId: string
}

/** SHA-256 over the hash of the entry before and this entry's content with sorted keys. */
export function auditHash(previousHash: Uint8Array, content: AuditContent): Uint8Array {
  const text = canonicalJson({
    ...content,
    position: content.position.toString(),
    at: content.at.toISOString(),
  })
  return new Uint8Array(createHash('sha256').update(previousHash).update(text).digest())
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
