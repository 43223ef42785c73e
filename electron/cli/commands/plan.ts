import type { Call } from '../call.ts'
import { makePlan } from '../make-plan.ts'

/** `plan SPEC`: exit code 0 where nothing is to change, 2 where something is, 1 where it cannot be planned. */
export async function planCommand(call: Call, specFile: string): Promise<number> {
  const { view } = await makePlan(call, specFile)
  if (call.terminal.json) call.terminal.write(`${JSON.stringify(view)}\n`)
  else {
    const { printPlan } = await import('../print-plan.ts')
    await printPlan(call.terminal, view, call.only.length > 0)
  }
  if (view.changes.length > 0) return 2
  return view.notices.some((notice) => notice.blocking) ? 1 : 0
}
