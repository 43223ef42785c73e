import { message, type Message } from '#shared/message.ts'
import type { RunState } from '#shared/model/run.ts'
import type { Call } from '../call.ts'
import { localTime } from '../local-time.ts'
import { plain } from '../plain.ts'

const states: Readonly<Record<RunState, Message>> = {
  running: message('runs.stateRunning'),
  interrupted: message('runs.stateInterrupted'),
  done: message('runs.stateDone'),
  failed: message('runs.stateFailed'),
  cancelled: message('runs.stateCancelled'),
  undone: message('runs.stateUndone'),
}

/** `runs`: what was done on this server, newest first; with `--json` one document. */
export async function runsCommand({ terminal, connector }: Call): Promise<number> {
  const { listRuns } = await import('#core/apply/runs.ts')
  const runs = (await listRuns(connector)).toReversed()
  if (terminal.json) {
    terminal.write(`${JSON.stringify(runs)}\n`)
    return 0
  }
  const { paint, say, write } = terminal
  if (runs.length === 0) write(`${say(message('runs.empty'))}\n`)
  for (const run of runs) {
    const told = run.undoing && run.state !== 'undone' ? message('runs.stateUndoing') : states[run.state]
    const state = (told === states.done ? paint.good : paint.warning)(say(told))
    const about = message('cli.runLine', { domain: run.domain, n: run.changes, operator: run.operator })
    write(`${plain(run.id)}  ${plain(localTime(run.startedAt))}  ${state}  ${say(about)}\n`)
  }
  return 0
}

/** `cancel RUN`: asks a run to stop before its next step. */
export async function cancelCommand({ terminal, connector }: Call, run: string): Promise<number> {
  const { cancelRun } = await import('#core/apply/runs.ts')
  const asked = await cancelRun(connector, run)
  if (terminal.json) terminal.write(`${JSON.stringify({ asked })}\n`)
  else
    terminal.write(
      `${terminal.say(asked ? message('apply.cancelAsked') : message('cli.noRunAtWork', { run }))}\n`,
    )
  return asked ? 0 : 1
}
