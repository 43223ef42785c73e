import { fail } from '#shared/fail.ts'
import type { RunSummary } from '#shared/model/run.ts'
import { localTime } from './local-time.ts'

/** The run with this id, for whatever is done with runs that stand; throws runUnknown and runUndone. */
export function namedRun(runs: readonly RunSummary[], id: string): RunSummary {
  const run = runs.find((each) => each.id === id)
  if (run === undefined) throw fail('runUnknown', { run: id })
  if (run.state === 'undone') throw fail('runUndone', { run: id })
  return run
}

/** The newest of the runs that are not undone; `runs` are in the order in which they were made. */
export function newestStanding(runs: readonly RunSummary[]): RunSummary | undefined {
  return runs.findLast(({ state }) => state !== 'undone')
}

/** The newest of the runs that were made after this one and still stand; `runs` are in the order in which they were made. */
export function laterRun(runs: readonly RunSummary[], run: RunSummary): RunSummary | undefined {
  return newestStanding(runs.slice(runs.indexOf(run) + 1))
}

/** What sentences about a run have to know of it. */
export function aboutOf({
  id,
  startedAt,
  domain,
  operator,
}: RunSummary): Readonly<Record<'run' | 'time' | 'domain' | 'operator', string>> {
  return { run: id, time: localTime(startedAt), domain, operator }
}
