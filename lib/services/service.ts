import type { InputOf, Operation, ResultOf } from '@/lib/contract/operation'
import { type Context, requireScope } from '@/lib/services/context'

export type Call<O> = { ctx: Context; input: InputOf<O> }
export type Service<O> = (call: Call<O>) => Promise<ResultOf<O>>

/** Binds a use case to its operation: the scope is checked first, whoever calls it, a route handler or a page. */
export function service<const O extends Operation>(operation: O, run: Service<O>): Service<O> {
  return async (call) => {
    if (operation.scope) requireScope(call.ctx, operation.scope)
    return run(call)
  }
}
