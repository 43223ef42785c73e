import { message, type Message } from '#shared/message.ts'
import type { RunState, RunSummary } from '#shared/model/run.ts'
import type { Call } from '../call.ts'
import { localTime } from '../local-time.ts'
import { namedRun } from '../named-run.ts'
import { plain } from '../plain.ts'
import { leadOn, tell } from '../tell.ts'
import { waysWithRuns } from '../ways-with-runs.ts'

const states: Readonly<Record<RunState, Message>> = {
  running: message('runs.stateRunning'),
  interrupted: message('runs.stateInterrupted'),
  done: message('runs.stateDone'),
  failed: message('runs.stateFailed'),
  cancelled: message('runs.stateCancelled'),
  undone: message('runs.stateUndone'),
}

/** `runs`: what was done on this server, newest first; with `--json` one document. */
export async function runsCommand({ terminal, connector, way }: Call): Promise<number> {
  const { listRuns } = await import('#core/apply/runs.ts')
  const made = await listRuns(connector)
  const runs = made.toReversed()
  if (terminal.json) {
    terminal.write(`${JSON.stringify(runs)}\n`)
    return 0
  }
  const { paint, say, write } = terminal
  if (runs.length === 0) write(`${say(message('runs.empty'))}\n`)
  for (const run of runs) {
    const told = stateOf(run)
    const state = (told === states.done ? paint.good : paint.warning)(say(told))
    const about = message('cli.runLine', { domain: run.domain, n: run.changes, operator: run.operator })
    write(`${plain(run.id)}  ${plain(localTime(run.startedAt))}  ${state}  ${say(about)}\n`)
  }
  leadOn(terminal, waysWithRuns(made, way))
  return 0
}

function stateOf({ state, undoing }: RunSummary): Message {
  return undoing === true && state !== 'undone' ? message('runs.stateUndoing') : states[state]
}

/**
 * `cancel RUN`: asks a run, or its undo, to stop before its next step. Exit code 1 where it is not at work: it is told then in
 * which state it is.
 */
export async function cancelCommand({ terminal, connector, way }: Call, id: string): Promise<number> {
  const { cancelRun, listRuns } = await import('#core/apply/runs.ts')
  const asked = await cancelRun(connector, id)
  if (terminal.json) {
    terminal.write(`${JSON.stringify({ asked })}\n`)
    return asked ? 0 : 1
  }
  if (asked) tell(terminal, message('apply.cancelAsked'))
  if (asked && !terminal.attended) return 0
  const runs = await listRuns(connector)
  if (asked) {
    const isUndo = runs.find((run) => run.id === id)?.undoing === true
    const of = { run: id, host: way }
    const once = isUndo ? [message('cli.wayUndoStopped', of)] : [message('cli.wayContinueStopped', of)]
    leadOn(terminal, [message('cli.wayLook', { host: way }), ...once])
    return 0
  }
  tell(terminal, message('cli.noRunAtWork', { run: id, state: stateOf(namedRun(runs, id)) }))
  leadOn(terminal, waysWithRuns(runs, way))
  return 1
}
