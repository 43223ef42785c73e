import { endProgram } from '#core/end-program.ts'
import { fail } from '#shared/fail.ts'
import type { Message } from '#shared/message.ts'
import { unitsNotBack, type FollowEvent } from '#shared/model/run.ts'
import type { Call } from './call.ts'
import { printFailure } from './print-failure.ts'
import { runProgress } from './run-progress.ts'
import type { EndedRun } from './ways-on.ts'

/** How a run that was followed ended. */
export type RunEnd = Extract<FollowEvent, { event: 'end' }> & {
  /** Services that ran before and that an undo could not start again. */
  readonly unitsNotBack: readonly string[]
}

/**
 * Shows a run until its end. Ctrl-C ends this program only: the run goes on by itself on the server, and it is said how to
 * come back to it. `more` true: something follows, so that an end without a fault is not shown as the last word. `spec` is the
 * description as it is written in a command.
 */
export async function followToEnd(
  call: Call,
  events: AsyncIterable<FollowEvent>,
  options: { more?: boolean; mode?: EndedRun['mode']; spec?: string } = {},
): Promise<RunEnd> {
  const host = call.way
  let { mode = 'apply' } = options
  const { spec = 'SPEC' } = options
  const progress = runProgress(call.terminal, call.verbose, { run: '', mode, host, spec })
  let run: string | null = null
  const notes: Message[] = []
  const leave = (): void => {
    progress.close()
    const goesOn = mode === 'undo' ? 'undoGoesOn' : 'runGoesOn'
    printFailure(call.terminal, run === null ? fail('leftBeforeStart') : fail(goesOn, { run, host }), host)
    endProgram(130)
  }
  process.once('SIGINT', leave)
  try {
    for await (const event of events) {
      if (event.event === 'start') ({ run, mode } = event)
      if (event.event === 'note') notes.push(event.message)
      if (event.event !== 'end') progress.show(event)
      else {
        if (!(options.more === true && event.ok)) progress.show(event, notes)
        return { ...event, unitsNotBack: unitsNotBack(notes) }
      }
    }
  } finally {
    process.off('SIGINT', leave)
    progress.close()
  }
  throw fail('internal', { detail: 'the run ended without a last word' })
}
