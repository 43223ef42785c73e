import { operatorName } from '#core/operator-name.ts'
import { quoteWords } from '#core/ssh/quote.ts'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { Plan } from '#core/plan/plan.ts'
import { demandApproval, type Call } from '../call.ts'
import { followToEnd } from '../follow.ts'
import { makePlan } from '../make-plan.ts'
import { printPlanBriefly } from '../print-plan.ts'
import { leadOn, tell } from '../tell.ts'
import { goOnWith } from './resume.ts'

/**
 * `apply SPEC`: plans, and applies what the plan says. A run that was cut off before is brought to its end first. Exit code
 * 0 where all is as wished at the end; the command that tests it is named then.
 */
export async function applyCommand(call: Call, specFile: string): Promise<number> {
  const plan = await planAfterUnfinished(call, specFile)
  if (plan === null) return 1
  if (!call.terminal.json) printPlanBriefly(call.terminal, plan.view, call.only.length > 0)
  const obstacle = plan.view.notices.find((notice) => notice.blocking)
  if (obstacle) throw fail('planBlocked', { reason: obstacle.message })
  const spec = quoteWords([specFile])
  if (plan.view.changes.length === 0) nothingToDo(call)
  else {
    await demandApproval(call, { declined: message('cli.declinedApplyNext', { spec, host: call.way }) })
    const { applyPlan } = await import('#core/apply/runs.ts')
    const events = applyPlan(call.connector, plan, { operator: operatorName() })
    const end = await followToEnd(call, events, { spec })
    if (!end.ok) return 1
  }
  if (plan.view.spec.mailboxes.length > 0)
    leadOn(call.terminal, [message('cli.wayTest', { spec, host: call.way })])
  return 0
}

/** A plan made when no run is open any more; null where the open one failed, which has been shown then. */
async function planAfterUnfinished(call: Call, specFile: string): Promise<Plan | null> {
  const plan = await makePlan(call, specFile)
  const run = plan.view.unfinishedRun
  if (run === null) return plan
  const { atWork } = plan.view
  tell(
    call.terminal,
    atWork === undefined
      ? message('cli.unfinishedFirst', { run })
      : message('cli.atWorkFirst', { holder: atWork }),
  )
  await demandApproval(call, { declined: message('cli.runUnfinishedNext', { run, host: call.way }) })
  const end = await goOnWith(call, run, { more: true })
  return end.ok ? makePlan(call, specFile) : null
}

function nothingToDo({ terminal }: Call): void {
  if (!terminal.json) return
  const end = { n: 1, at: new Date().toISOString(), event: 'end', ok: true, state: 'done', failure: null }
  terminal.write(`${JSON.stringify(end)}\n`)
}
