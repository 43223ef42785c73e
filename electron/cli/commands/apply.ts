import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { Plan } from '#core/plan/plan.ts'
import { demandApproval, operatorName, type Call } from '../call.ts'
import { followToEnd } from '../follow.ts'
import { makePlan } from '../make-plan.ts'
import { printPlanBriefly } from '../print-plan.ts'
import { goOnWith } from './resume.ts'

/**
 * `apply SPEC`: plans, and applies what the plan says. A run that was cut off before is brought to its end first. Exit code
 * 0 where all is as wished at the end.
 */
export async function applyCommand(call: Call, specFile: string): Promise<number> {
  const plan = await planAfterUnfinished(call, specFile)
  if (plan === null) return 1
  if (!call.terminal.json) printPlanBriefly(call.terminal, plan.view, call.only.length > 0)
  const obstacle = plan.view.notices.find((notice) => notice.blocking)
  if (obstacle) throw fail('planBlocked', { reason: obstacle.message })
  if (plan.view.changes.length === 0) return nothingToDo(call)
  await demandApproval(call)
  const { applyPlan } = await import('#core/apply/runs.ts')
  const end = await followToEnd(call, applyPlan(call.connector, plan, { operator: operatorName() }))
  return end.ok ? 0 : 1
}

/** A plan made when no run is open any more; null where the open one failed, which has been shown then. */
async function planAfterUnfinished(call: Call, specFile: string): Promise<Plan | null> {
  const plan = await makePlan(call, specFile)
  const run = plan.view.unfinishedRun
  if (run === null) return plan
  if (!call.terminal.json)
    call.terminal.write(`${call.terminal.say(message('cli.unfinishedFirst', { run }))}\n`)
  await demandApproval(call)
  const end = await goOnWith(call, run, { more: true })
  return end.ok ? makePlan(call, specFile) : null
}

function nothingToDo(call: Call): number {
  if (call.terminal.json) {
    const end = { n: 1, at: new Date().toISOString(), event: 'end', ok: true, state: 'done', failure: null }
    call.terminal.write(`${JSON.stringify(end)}\n`)
  }
  return 0
}
