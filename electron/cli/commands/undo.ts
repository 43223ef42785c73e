import { message } from '#shared/message.ts'
import { demandApproval, type Call } from '../call.ts'
import { followToEnd } from '../follow.ts'

/** `undo [--run ID]`: puts back what a run changed, the last one where none is named. */
export async function undoCommand(call: Call, run: string | undefined): Promise<number> {
  const { terminal } = call
  if (!terminal.json && !call.yes)
    terminal.write(`${terminal.say(message('cli.undoWhat', { run: run ?? message('cli.lastRun') }))}\n`)
  await demandApproval(call)
  const { undoRun } = await import('#core/apply/runs.ts')
  const end = await followToEnd(call, undoRun(call.connector, run ?? 'last'))
  return end.ok ? 0 : 1
}
