import { message, type Message } from '#shared/message.ts'
import { isRefusedRun, isRefusedUndo, type RunEvent } from '#shared/model/run.ts'

/** Which run ended, empty where it did not get so far as to tell, and what it was at; `host` as it is written behind `--host`. */
export interface EndedRun {
  readonly run: string
  readonly mode: 'apply' | 'resume' | 'undo'
  readonly host: string
  /** The description, as it is written in a command; where it is not known, a word that stands for it. */
  readonly spec?: string
}

export interface WaysOn {
  /** How the server stands now. */
  readonly rest: Message | null
  /** Commands that lead on, ready to be typed. */
  readonly ways: readonly Message[]
}

/** What stands in the way is in files: the same program would meet it again, or would no longer know the files. */
const wantsNewPlan: ReadonlySet<string> = new Set(['fileMoved', 'validationFailed'])

/** Another program has got ahead of this one: what to do instead is said with the failure itself. */
const overtaken: ReadonlySet<string> = new Set(['resumeLaterRun', 'undoBegun', 'runUndone'])

/** What follows on a run, or an undo, that did not come to its end: how the server stands, and how to go on. */
export function waysOn(
  end: Extract<RunEvent, { event: 'end' }>,
  { run, mode, host, spec = 'SPEC' }: EndedRun,
): WaysOn {
  const code = end.failure?.code ?? ''
  if (mode === 'undo') return waysOnWithUndo(code, run, host)
  if (overtaken.has(code)) return { rest: null, ways: [] }
  const anew = message('cli.wayAnew', { spec, host })
  // Before the first change there is nothing to continue and nothing to undo.
  const changedNothing = isRefusedRun(code)
  const again =
    changedNothing || wantsNewPlan.has(code) || run === '' ? anew : message('cli.wayContinue', { run, host })
  const back = message('cli.wayUndo', { host })
  switch (end.state) {
    case 'failed':
      return changedNothing
        ? { rest: null, ways: [anew] }
        : { rest: message('apply.endFailedText'), ways: [again, back] }
    case 'cancelled':
    case 'interrupted':
      return { rest: null, ways: [again, back] }
    default:
      return { rest: null, ways: [] }
  }
}

function waysOnWithUndo(code: string, run: string, host: string): WaysOn {
  if (isRefusedUndo(code)) return { rest: null, ways: [] }
  const rest = code === 'lockHeld' ? null : message('apply.endUndoStoppedText')
  return {
    rest,
    ways: [run === '' ? message('cli.wayUndo', { host }) : message('cli.wayUndoAgain', { run, host })],
  }
}
