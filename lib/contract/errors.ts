/** The error codes of the API and the one HTTP status of each. */
export const ERROR_STATUS = {
  bad_request: 400,
  unauthorized: 401,
  payment_required: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal_error: 500,
  upstream_error: 502,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

export type ErrorDetail = Record<string, unknown>

/** A refusal with a code of the API. The message is written for the caller: what is wrong and what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: ErrorDetail[],
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }
}

export const notFound = () => new ApiError('not_found', 'There is nothing at this address for you.')
export const conflict = (message: string, details?: ErrorDetail[]) =>
  new ApiError('conflict', message, details)
export const forbidden = (message: string) => new ApiError('forbidden', message)
export const unauthorized = (message: string) => new ApiError('unauthorized', message)

export type ValidationFault = { type: string; loc: (string | number)[]; msg: string; input: unknown }

/** Input that does not fit the contract: answered 422 with every fault at once. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError'
  constructor(readonly faults: ValidationFault[]) {
    super(faults.map((fault) => `${fault.loc.join('.')}: ${fault.msg}`).join('; '))
  }
}

/** One fault in the body, found by a service rule that the schema cannot express. */
export const bodyFault = (
  field: string | (string | number)[],
  msg: string,
  input: unknown,
  type = 'value_error',
) => new ValidationError([{ type, loc: ['body', ...(Array.isArray(field) ? field : [field])], msg, input }])
