import type { Message, MessageKey } from '../message.ts'

type CodeOf<K> = K extends `failure.${string}Next` ? never : K extends `failure.${infer Code}` ? Code : never

/** Every kind of failure that people are told of; each code has a text and a `…Next` text in `shared/locales/…/failure.ts`. */
export type FailureCode = CodeOf<MessageKey>

/** A failure for people: what happened, what to do next, and evidence for those who look closer. */
export interface Failure {
  readonly code: FailureCode
  readonly message: Message
  readonly next: Message
  /** Raw words of the other side, scrubbed of secrets; shown folded. */
  readonly evidence?: string | undefined
}

/** A failure thrown through the core and caught at its doors. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
  readonly failure: Failure

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.code, options)
    this.failure = failure
  }
}
