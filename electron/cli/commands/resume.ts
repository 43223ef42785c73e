import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { RunSummary } from '#shared/model/run.ts'
import { demandApproval, type Call } from '../call.ts'
import { followToEnd, type RunEnd } from '../follow.ts'
import { aboutOf, laterRun, namedRun } from '../named-run.ts'
import { leadOn, tell } from '../tell.ts'

/**
 * `resume [RUN]`: joins a run that is going on, or goes on with one that did not come to its end; the newest such where none is
 * named. One that cannot go on is refused before anybody is asked; one that is over is told once more.
 */
export async function resumeCommand(call: Call, wanted: string | undefined): Promise<number> {
  const { followRun, listRuns } = await import('#core/apply/runs.ts')
  const runs = await listRuns(call.connector)
  const run = wanted === undefined ? openRun(runs) : namedRun(runs, wanted)
  if (run === undefined) throw fail('noOpenRun')
  if (run.state === 'done') tell(call.terminal, message('cli.resumeDone', aboutOf(run)))
  // Who only looks on needs nobody's approval.
  if (run.state === 'running' || run.state === 'done')
    return ended(call, await followToEnd(call, followRun(call.connector, run.id, 0)))
  if (run.undoing === true) throw fail('undoBegun', { run: run.id })
  const later = laterRun(runs, run)
  if (later !== undefined) throw fail('resumeLaterRun', { run: later.id })
  if (!call.yes) tell(call.terminal, message('cli.resumeWhat', aboutOf(run)))
  await demandApproval(call, { unasked: message('cli.yesNext') })
  return ended(call, await goOnWith(call, run.id, { more: false }))
}

/** A run that has come to its end is tested next. */
function ended({ terminal, way }: Call, { ok, state }: RunEnd): number {
  if (ok && state === 'done') leadOn(terminal, [message('cli.wayTest', { spec: 'SPEC', host: way })])
  return ok ? 0 : 1
}

/**
 * The run that “continue the run” means: the newest that is going on or was cut off, else the newest of all that are not undone
 * where it did not come to its end.
 */
function openRun(runs: readonly RunSummary[]): RunSummary | undefined {
  const open = runs.findLast(({ state }) => state === 'running' || state === 'interrupted')
  const newest = runs.findLast(({ state }) => state !== 'undone')
  const stopped = newest?.state === 'failed' || newest?.state === 'cancelled' ? newest : undefined
  return open ?? stopped
}

/** Brings a run to its end: one that is going on is joined from its beginning, one that was cut off is continued. */
export async function goOnWith(call: Call, run: string, options: { more: boolean }): Promise<RunEnd> {
  const { followRun, listRuns, resumeRun } = await import('#core/apply/runs.ts')
  const summary = (await listRuns(call.connector)).find(({ id }) => id === run)
  const events =
    summary?.state === 'running' ? followRun(call.connector, run, 0) : resumeRun(call.connector, run)
  return followToEnd(call, events, options)
}
