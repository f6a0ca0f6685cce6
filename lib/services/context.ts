import type { Transaction } from '@/db/context'
import { forbidden, notFound } from '@/lib/contract/errors'
import type { Scope } from '@/lib/contract/operation'

/**
 * Who acts. `tenantId` is null for the partner's operator and for the partner's metering service; `partnerId` is always
 * set: nothing crosses a partner.
 */
export type Actor = {
  kind: 'user' | 'api_key' | 'jwt' | 'operator_key' | 'service_key' | 'system' | 'command'
  /** Stable id of the person or key, for the audit log and for limits. */
  id: string
  /** What people know the actor by: an e-mail address or the name of a key. */
  label: string
  partnerId: string
  tenantId: string | null
  scopes: ReadonlySet<Scope>
}

export type Context = {
  actor: Actor
  requestId: string
  /** Business time of this request: the sandbox clock in sandbox mode, else the machine's. */
  now: Date
  livemode: boolean
  /** Value of If-Match without quotes, where the caller sent one. */
  ifMatch: string | null
  /** Runs reads in one transaction that sees only what the actor may see. */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * Runs a change in one transaction as the actor. What `work` returns is the answer of the operation: for a request
   * with an Idempotency-Key it is stored in the same transaction.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** @throws ApiError forbidden, naming the scope that is missing */
export function requireScope(ctx: Context, scope: Scope): void {
  if (ctx.actor.scopes.has(scope)) return
  throw forbidden(`This needs the scope ${scope}.`)
}

/** The tenant of the actor. @throws ApiError not_found when the actor is not a tenant's */
export function tenantOf(ctx: Context): string {
  if (ctx.actor.tenantId) return ctx.actor.tenantId
  throw notFound()
}
