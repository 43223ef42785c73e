import { quoteWords } from '#core/ssh/quote.ts'
import { message } from '#shared/message.ts'
import { fail } from '#shared/fail.ts'
import type { Rehearsal } from '#shared/model/rehearsal.ts'
import { demandApproval, type Call } from '../call.ts'
import { printRehearsal, rehearsalStepText } from '../print-rehearsal.ts'
import { readSpecFile } from '../spec-file.ts'
import { tellAside } from '../tell.ts'

/**
 * `rehearse SPEC`: tries the upgrade to the next release of the system; nothing is changed. Exit code 0 where one plan
 * repairs the server after it, 2 where it would not be enough, 1 where it cannot be told.
 */
export async function rehearseCommand(call: Call, specFile: string): Promise<number> {
  const { terminal, host } = call
  const spec = await readSpecFile(specFile)
  if (!call.yes) tellAside(terminal, message('rehearsal.consent', { host: host.address }))
  await demandApproval(call, { unasked: message('cli.yesNext') })
  const [{ rehearseUpgrade }, { newPlanId }, { ipAddressOf }] = await Promise.all([
    import('#core/rehearsal/rehearse.ts'),
    import('#core/handlers/plan-id.ts'),
    import('#core/ssh/ip-address.ts'),
  ])
  const session = await call.connector.open()
  const stop = new AbortController()
  const leave = (): void => stop.abort(fail('rehearsalStopped'))
  process.once('SIGINT', leave)
  try {
    const connectedAddress = await ipAddressOf(host.address)
    const options = { id: newPlanId(new Date()), connectedAddress, signal: stop.signal }
    let result: Rehearsal | null = null
    let shown = ''
    for await (const event of rehearseUpgrade(session, spec, options)) {
      if (event.event === 'rehearsal') result = event.rehearsal
      else if (!terminal.json && event.step !== shown) {
        // Of a download the line that knows its size is the one to show.
        if (event.step === 'download' && event.total === null) continue
        shown = event.step
        terminal.write(`${terminal.paint.quiet(`· ${rehearsalStepText(terminal, event)}`)}\n`)
      }
    }
    if (result === null) throw fail('programStopped', { host: host.address })
    if (terminal.json) terminal.write(`${JSON.stringify(result)}\n`)
    else printRehearsal(terminal, result, `${quoteWords([specFile])} --host ${call.way}`)
    return result.ok ? 0 : 2
  } finally {
    process.off('SIGINT', leave)
    session.close()
  }
}
