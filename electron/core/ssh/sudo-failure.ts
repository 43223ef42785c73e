import { fail } from '#shared/fail.ts'
import type { FailureError } from '#shared/model/failure.ts'
import type { FrameReader } from './frame.ts'
import { printable } from './printable.ts'
import type { CommandExit } from './remote-process.ts'
import type { SshSession } from './session.ts'

/** What is known of the conversation with sudo. */
export interface SudoAnswer {
  readonly tries: () => number
  readonly done: () => void
}

/** How an attempt to become root ended before the program began. */
export interface RootRefusal {
  readonly session: SshSession
  readonly mark: string
  readonly frame: FrameReader
  readonly exit: CommandExit
  readonly errors: string
  readonly asked: SudoAnswer | null
}

// Words of sudo(8) and of sudo-rs under LC_ALL=C.
const denied =
  /not in the sudoers|may not run sudo|not allowed to (?:run|execute)|must have a tty|not permitted|account .*(?:expired|locked)|I'm sorry/i
const wrong =
  /incorrect (?:password|authentication)|try again|authentication failed|no password was provided/i
const needed = /(?:password|authentication) is required/i

/** The failure that tells why one could not become root: sudoMissing, …PasswordNeeded, …Wrong, sudoDenied, shellUnusable. */
export function becomeRootFailure({ session, mark, frame, errors, asked }: RootRefusal): FailureError {
  const { user, address: host } = session
  const evidence = printable(errors.replaceAll(`${mark}-ask`, ''), 2000) || undefined
  if (frame.noise.includes(`${mark}-nosudo\n`)) return fail('sudoMissing', { user }, { evidence })
  const told = evidence?.split('\n').filter((line) => denied.test(line) || line.startsWith('sudo: ')) ?? []
  const detail = told.find((line) => denied.test(line))
  if (detail !== undefined) return fail('sudoDenied', { user, detail }, { evidence })
  if (asked !== null && (asked.tries() > 1 || wrong.test(errors)))
    return fail('sudoPasswordWrong', { user }, { evidence })
  if (needed.test(errors))
    return fail(asked === null ? 'sudoPasswordNeeded' : 'sudoPasswordWrong', { user }, { evidence })
  if (told[0] !== undefined) return fail('sudoDenied', { user, detail: told[0] }, { evidence })
  return fail(
    'shellUnusable',
    { user, host },
    { evidence: evidence ?? (printable(frame.noise) || undefined) },
  )
}
