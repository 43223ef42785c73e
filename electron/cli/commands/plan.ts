import { quoteWords } from '#core/ssh/quote.ts'
import { message } from '#shared/message.ts'
import type { Call } from '../call.ts'
import { makePlan } from '../make-plan.ts'
import { leadOn } from '../tell.ts'

/**
 * `plan SPEC`: exit code 0 where nothing is to change, 2 where something is, 1 where it cannot be planned. Whoever reads it on
 * the terminal is told the command that applies it.
 */
export async function planCommand(call: Call, specFile: string): Promise<number> {
  const { terminal } = call
  const { view } = await makePlan(call, specFile)
  if (terminal.json) terminal.write(`${JSON.stringify(view)}\n`)
  else {
    const { printPlan } = await import('../print-plan.ts')
    await printPlan(terminal, view, call.only.length > 0)
  }
  const isBlocked = view.notices.some((notice) => notice.blocking)
  if (view.changes.length === 0) return isBlocked ? 1 : 0
  const { putBack } = call
  const only = call.only.filter((id) => !putBack.some((path) => id === `file:${path}`))
  const spec = quoteWords([
    specFile,
    ...only.flatMap((id) => ['--only', id]),
    ...putBack.flatMap((path) => ['--put-back', path]),
  ])
  if (!isBlocked) leadOn(terminal, [message('cli.wayApply', { spec, host: call.way })])
  return 2
}
