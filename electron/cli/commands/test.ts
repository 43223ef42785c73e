import { fail } from '#shared/fail.ts'
import type { TestReport } from '#shared/model/mail.ts'
import { Secret } from '#shared/secret.ts'
import type { Call } from '../call.ts'
import { chooseMailbox } from '../choose-mailbox.ts'
import { printMailSettings } from '../print-mail-settings.ts'
import { printReport, stageLine } from '../print-report.ts'
import { readSpecFile } from '../spec-file.ts'

/** `test SPEC`: sends and reads a real message; exit code 0 only where every stage held; then it is told what to enter in a mail program. */
export async function testCommand(
  call: Call,
  specFile: string,
  mailbox: string | undefined,
): Promise<number> {
  const { terminal } = call
  const spec = await readSpecFile(specFile)
  const { mailTestInput } = await import('#core/handlers/mail-test-input.ts')
  const { runMailTest } = await import('#core/mail/scenario.ts')
  const { name, password } = chooseMailbox(spec, mailbox)
  const session = await call.connector.open()
  try {
    const subject = { host: call.host, spec, name, password: new Secret(password) }
    const input = await mailTestInput(session, subject, undefined)
    let report: TestReport | null = null
    for await (const event of runMailTest(input)) {
      if (event.event === 'report') report = event.report
      else if (!terminal.json && event.stage.state !== 'running' && event.stage.state !== 'waiting')
        terminal.write(stageLine(terminal, event.stage))
    }
    if (report === null) throw fail('internal', { detail: 'the test ended without a report' })
    if (terminal.json) terminal.write(`${JSON.stringify(report)}\n`)
    else {
      printReport(terminal, report, call.verbose)
      if (report.ok) printMailSettings(terminal, spec, name, call.host.address)
    }
    return report.ok ? 0 : 1
  } finally {
    session.close()
  }
}
