import { fail } from '#shared/fail.ts'
import { demandApproval, type Call } from '../call.ts'
import { followToEnd, type RunEnd } from '../follow.ts'

/** `resume [RUN]`: joins a run that is going on, or goes on with one that was cut off; the newest such where none is named. */
export async function resumeCommand(call: Call, run: string | undefined): Promise<number> {
  const { listRuns } = await import('#core/apply/runs.ts')
  const open = (await listRuns(call.connector)).filter(
    ({ state }) => state === 'running' || state === 'interrupted',
  )
  const newest = open.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))[0]?.id
  const wanted = run ?? newest
  if (wanted === undefined) throw fail('noOpenRun')
  await demandApproval(call)
  return (await goOnWith(call, wanted, { more: false })).ok ? 0 : 1
}

/** Brings a run to its end: one that is going on is joined from its beginning, one that was cut off is continued. */
export async function goOnWith(call: Call, run: string, options: { more: boolean }): Promise<RunEnd> {
  const { followRun, listRuns, resumeRun } = await import('#core/apply/runs.ts')
  const summary = (await listRuns(call.connector)).find(({ id }) => id === run)
  const events =
    summary?.state === 'running' ? followRun(call.connector, run, 0) : resumeRun(call.connector, run)
  return followToEnd(call, events, options)
}
