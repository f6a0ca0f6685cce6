import { z } from 'zod'

export type Scope =
  | 'billing:read'
  | 'billing:manage'
  | 'admin:partners'
  | 'admin:tenants'
  | 'admin:billing'
  | 'admin:subscriptions'
  | 'admin:usage'
  | 'metering:write'

export type LimitClass = 'reads' | 'writes' | 'setup' | 'sign_in' | 'exports' | 'metering'

/** Who may call: a tenant's people and keys, the partner's operator, the partner's metering service, or anybody. */
export type Audience = 'tenant' | 'operator' | 'service' | 'public'

export type FileAnswer = {
  bytes: Uint8Array
  contentType: string
  fileName: string
  disposition: 'inline' | 'attachment'
  /** Strong validator without quotes. */
  etag?: string
}

type Nothing = z.ZodObject<Record<never, never>, z.core.$strict>
const nothing: Nothing = z.strictObject({})

type Answer =
  | { kind: 'single'; status: 200 | 201 | 202; schema: z.ZodType }
  | { kind: 'list'; status: 200; schema: z.ZodType }
  | { kind: 'file'; status: 200; contentTypes: string[] }

/**
 * One operation of the API. The handler's parsing, the type of the answer, the OpenAPI document and the typed
 * client all come from this one value.
 */
export type Operation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends Answer = Answer,
> = {
  /** operationId in the OpenAPI document. */
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path beneath /api/v1, with parameters in braces: `/billing/invoices/{invoice_id}`. */
  path: string
  tag: string
  summary: string
  audience: Audience
  scope: Scope | null
  limit: LimitClass
  params: P
  query: Q
  body: B | null
  /** Largest accepted body in bytes. */
  bodyLimitBytes: number
  answer: A
  /** Strong ETag (without quotes) of the answered data; null when there is none. */
  etag?: (data: A extends { schema: infer S extends z.ZodType } ? z.output<S> : never) => string | null
}

type Definition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Answer> = Pick<
  Operation<P, Q, B, A>,
  'id' | 'method' | 'path' | 'tag' | 'summary' | 'audience' | 'scope' | 'answer'
> & {
  params?: P
  query?: Q
  body?: B
  limit?: LimitClass
  bodyLimitBytes?: number
  etag?: Operation<P, Q, B, A>['etag']
}

const KIB = 1024

/** Completes a definition with the defaults: reads or writes limit by method, bodies up to 64 KiB. */
export function defineOperation<
  const A extends Answer,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(definition: Definition<P, Q, B, A>): Operation<P, Q, B, A> {
  const { params, query, body, ...rest } = definition
  return {
    limit: definition.method === 'GET' ? 'reads' : 'writes',
    bodyLimitBytes: 64 * KIB,
    ...rest,
    // An omitted schema makes its type parameter fall back to Nothing, which is what is put here.
    params: params ?? (nothing as unknown as P),
    query: query ?? (nothing as unknown as Q),
    body: body ?? null,
  }
}

/** What a service receives: path parameters, query and body, parsed. */
export type InputOf<O> =
  O extends Operation<infer P, infer Q, infer B, Answer>
    ? { params: z.output<P>; query: z.output<Q>; body: z.output<B> }
    : never

/** What a caller may send. */
export type RequestOf<O> =
  O extends Operation<infer P, infer Q, infer B, Answer>
    ? { params: z.input<P>; query: z.input<Q>; body: z.input<B> }
    : never

/** What a service returns: the data, a page of data, or a file. */
export type ResultOf<O> =
  O extends Operation<z.ZodType, z.ZodType, z.ZodType, infer A>
    ? A extends { kind: 'single'; schema: infer S extends z.ZodType }
      ? z.output<S>
      : A extends { kind: 'list'; schema: infer S extends z.ZodType }
        ? { items: z.output<S>[]; total: number }
        : FileAnswer | { redirectTo: string }
    : never

export const single = <S extends z.ZodType, const C extends 200 | 201 | 202 = 200>(
  schema: S,
  status?: C,
) => ({
  kind: 'single' as const,
  status: (status ?? 200) as C,
  schema,
})
export const list = <S extends z.ZodType>(schema: S) => ({
  kind: 'list' as const,
  status: 200 as const,
  schema,
})
export const file = (...contentTypes: string[]) => ({
  kind: 'file' as const,
  status: 200 as const,
  contentTypes,
})
