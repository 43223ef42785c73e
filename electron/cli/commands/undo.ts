import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { groupIds, type GroupId } from '#shared/model/plan.ts'
import type { RunEvent, RunSummary } from '#shared/model/run.ts'
import { demandApproval, type Call } from '../call.ts'
import { followToEnd } from '../follow.ts'
import { groupTitles } from '../group-titles.ts'
import { aboutOf, laterRun, namedRun, newestStanding } from '../named-run.ts'
import { leadOn, tell } from '../tell.ts'

/**
 * `undo [RUN]`: puts back what a run changed, the last one where none is named; what that is, is shown before. A run that cannot
 * be undone now is refused before anybody is asked; how one went that is undone already is told once more. Exit code 1 also
 * where a service that ran before does not start again.
 */
export async function undoCommand(call: Call, wanted: string | undefined): Promise<number> {
  const isShown = !call.terminal.json && !call.yes
  const { listRuns, undoRun } = await import('#core/apply/runs.ts')
  if (isShown || wanted !== undefined) {
    const runs = await listRuns(call.connector)
    const over = runs.find(({ id, state }) => id === wanted && state === 'undone')
    if (over !== undefined) return tellAgain(call, over)
    const run = undoable(runs, wanted)
    if (isShown) await showWhatGoesBack(call, run)
  }
  await demandApproval(call, { unasked: message('cli.undoNotApproved') })
  const end = await followToEnd(call, undoRun(call.connector, wanted ?? 'last'), { mode: 'undo' })
  if (end.ok && call.terminal.attended) await tellWhatStands(call)
  return end.ok && end.unitsNotBack.length === 0 ? 0 : 1
}

/** Whoever left an undo and comes back to it finds out how it ended. */
async function tellAgain(call: Call, run: RunSummary): Promise<number> {
  tell(call.terminal, message('cli.undoDone', aboutOf(run)))
  const { followRun } = await import('#core/apply/runs.ts')
  return (await followToEnd(call, followRun(call.connector, run.id, 0), { mode: 'undo' })).ok ? 0 : 1
}

/** What is in force after an undo, and what may be done about it. */
async function tellWhatStands({ terminal, connector, way }: Call): Promise<void> {
  const { listRuns } = await import('#core/apply/runs.ts')
  const run = newestStanding(await listRuns(connector))
  if (run === undefined) {
    tell(terminal, message('cli.nothingStands'))
    leadOn(terminal, [message('cli.wayPlan', { spec: 'SPEC', host: way })])
    return
  }
  tell(terminal, message('cli.undoneTo', aboutOf(run)))
  leadOn(terminal, [message('cli.wayUndoToo', { run: run.id, host: way })])
}

/** Runs go back in the reverse order in which they were made. */
function undoable(runs: readonly RunSummary[], wanted: string | undefined): RunSummary {
  const run = wanted === undefined ? newestStanding(runs) : namedRun(runs, wanted)
  if (run === undefined) throw fail('noRunToUndo')
  const later = laterRun(runs, run)
  if (later !== undefined) throw fail('undoLaterFirst', { run: later.id })
  return run
}

async function showWhatGoesBack(call: Call, run: RunSummary): Promise<void> {
  const { say, write, paint } = call.terminal
  const { id, changes, state } = run
  const start = await startOf(call, run)
  if (state === 'running' && start?.mode !== 'undo') throw fail('runAtWork', { run: id })
  write(`${paint.heading(say(message('cli.undoWhat', { ...aboutOf(run), n: changes })))}\n`)
  for (const group of groupsOf(start)) write(`  ${say(groupTitles[group])}\n`)
  write(`${say(message('runs.undoMail'))}\n`)
}

type Start = Extract<RunEvent, { event: 'start' }>

/** How the journal of a run, or of its undo, begins; null where that cannot be read. */
async function startOf(call: Call, run: RunSummary): Promise<Start | null> {
  const { followRun } = await import('#core/apply/runs.ts')
  try {
    for await (const event of followRun(call.connector, run.id, 0)) if (event.event === 'start') return event
  } catch {
    return null
  }
  return null
}

/** The parts of the server that a run changed. */
function groupsOf(start: Start | null): readonly GroupId[] {
  const changed = new Set(start?.steps.map(({ group }) => group))
  return groupIds.filter((group) => changed.has(group))
}
