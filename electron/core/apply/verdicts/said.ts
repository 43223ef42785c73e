import type { MessageKey } from '#shared/message.ts'
import type { Finding } from '#shared/model/run.ts'

/** Every text about what a checker said. */
export type VerdictKey = Extract<MessageKey, `verdict.${string}`>

/**
 * One thing that a daemon's checker is known to say. Named groups of `says` are the parameters of the text `key`; `key` is null
 * for a line that only repeats what another line of the same checker has said better.
 */
export interface Said {
  readonly says: RegExp
  readonly key: VerdictKey | null
  /** What to do about it. */
  readonly next?: VerdictKey
  /** Where the checker calls it something else: a daemon starts all the same with a warning, and never with an error. */
  readonly severity?: Finding['severity']
}
