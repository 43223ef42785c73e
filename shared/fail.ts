import { FailureError, type FailureCode } from './model/failure.ts'
import { message, type Message, type MessageKey, type MessageParam } from './message.ts'

/** Makes the error of a failure code; its text and next step share the parameters. */
export function fail(
  code: FailureCode,
  params: Readonly<Record<string, MessageParam>> = {},
  details: { evidence?: string; cause?: unknown } = {},
): FailureError {
  const text: Message = { key: `failure.${code}` satisfies MessageKey, params }
  const next: Message = { key: `failure.${code}Next` as MessageKey, params }
  return new FailureError({ code, message: text, next, evidence: details.evidence }, { cause: details.cause })
}

/** The failure in whatever was thrown; anything unknown becomes `internal`. */
export function failureOf(error: unknown): FailureError {
  if (error instanceof FailureError) return error
  const detail = error instanceof Error ? error.message : String(error)
  const internal = message('failure.internal', { detail })
  return new FailureError(
    { code: 'internal', message: internal, next: message('failure.internalNext') },
    { cause: error },
  )
}
