import { fail } from '#shared/fail.ts'
import type { RunSummary } from '#shared/model/run.ts'
import { demandApproval, type Call } from '../call.ts'
import { followToEnd, type RunEnd } from '../follow.ts'

/** `resume [RUN]`: joins a run that is going on, or goes on with one that did not come to its end; the newest such where none is named. */
export async function resumeCommand(call: Call, run: string | undefined): Promise<number> {
  const { listRuns } = await import('#core/apply/runs.ts')
  const wanted = run ?? openRun(await listRuns(call.connector))
  if (wanted === undefined) throw fail('noOpenRun')
  await demandApproval(call)
  return (await goOnWith(call, wanted, { more: false })).ok ? 0 : 1
}

/**
 * The run that “continue the run” means: the newest that is going on or was cut off, else the newest of all that are not undone
 * where it did not come to its end.
 */
function openRun(runs: readonly RunSummary[]): string | undefined {
  const open = runs.findLast(({ state }) => state === 'running' || state === 'interrupted')
  const newest = runs.findLast(({ state }) => state !== 'undone')
  const stopped = newest?.state === 'failed' || newest?.state === 'cancelled' ? newest : undefined
  return (open ?? stopped)?.id
}

/** Brings a run to its end: one that is going on is joined from its beginning, one that was cut off is continued. */
export async function goOnWith(call: Call, run: string, options: { more: boolean }): Promise<RunEnd> {
  const { followRun, listRuns, resumeRun } = await import('#core/apply/runs.ts')
  const summary = (await listRuns(call.connector)).find(({ id }) => id === run)
  const events =
    summary?.state === 'running' ? followRun(call.connector, run, 0) : resumeRun(call.connector, run)
  return followToEnd(call, events, options)
}
