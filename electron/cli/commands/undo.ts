import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { groupIds, type GroupId } from '#shared/model/plan.ts'
import type { RunSummary } from '#shared/model/run.ts'
import { demandApproval, type Call } from '../call.ts'
import { followToEnd } from '../follow.ts'
import { groupTitles } from '../group-titles.ts'
import { localTime } from '../local-time.ts'

/**
 * `undo [--run ID]`: puts back what a run changed, the last one where none is named; what that is, is shown before. Exit code 1
 * also where a service that ran before does not start again.
 */
export async function undoCommand(call: Call, run: string | undefined): Promise<number> {
  if (!call.terminal.json && !call.yes) await showWhatGoesBack(call, run)
  await demandApproval(call, message('cli.undoNotApproved'))
  const { undoRun } = await import('#core/apply/runs.ts')
  const end = await followToEnd(call, undoRun(call.connector, run ?? 'last'), { mode: 'undo' })
  return end.ok && end.unitsNotBack.length === 0 ? 0 : 1
}

async function showWhatGoesBack(call: Call, wanted: string | undefined): Promise<void> {
  const { say, write, paint } = call.terminal
  const { listRuns } = await import('#core/apply/runs.ts')
  const runs = (await listRuns(call.connector)).filter(({ state }) => state !== 'undone')
  const run = wanted === undefined ? runs.at(-1) : runs.find(({ id }) => id === wanted)
  if (run === undefined)
    throw wanted === undefined ? fail('noRunToUndo') : fail('runUnknown', { run: wanted })
  const { id, domain, operator, changes } = run
  const time = localTime(run.startedAt)
  write(`${paint.heading(say(message('cli.undoWhat', { run: id, time, domain, operator, n: changes })))}\n`)
  for (const group of await groupsOf(call, run)) write(`  ${say(groupTitles[group])}\n`)
  write(`${say(message('runs.undoMail'))}\n`)
}

/** The parts of the server that a run changed, as its journal tells; none where it cannot be read. */
async function groupsOf(call: Call, run: RunSummary): Promise<readonly GroupId[]> {
  const { followRun } = await import('#core/apply/runs.ts')
  const changed = new Set<GroupId>()
  try {
    for await (const event of followRun(call.connector, run.id, 0)) {
      if (event.event !== 'start') continue
      for (const { group } of event.steps) if (group !== null) changed.add(group)
      break
    }
  } catch {
    return []
  }
  return groupIds.filter((group) => changed.has(group))
}
