import { quoteWords } from '#core/ssh/quote.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { fail } from '#shared/fail.ts'
import { message, type Message } from '#shared/message.ts'
import type { TestReport } from '#shared/model/mail.ts'
import type { RunSummary } from '#shared/model/run.ts'
import { Secret } from '#shared/secret.ts'
import type { Call } from '../call.ts'
import { chooseMailbox } from '../choose-mailbox.ts'
import { printMailSettings } from '../print-mail-settings.ts'
import { printReport, stageLine } from '../print-report.ts'
import { readSpecFile } from '../spec-file.ts'
import { newestStanding } from '../named-run.ts'
import { leadOn } from '../tell.ts'
import { waysWithRuns } from '../ways-with-runs.ts'

/**
 * `test SPEC`: sends and reads a real message; exit code 0 only where every stage held; then it is told what to enter in a mail
 * program. Throws testNothingApplied where nobody answers on a server on which no run stands.
 */
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
    const runs = runsBeside(session)
    let report: TestReport | null = null
    for await (const event of runMailTest(input)) {
      if (event.event === 'report') report = event.report
      else if (!terminal.json && event.stage.state !== 'running' && event.stage.state !== 'waiting') {
        // Where nothing is set up, there is nothing to be found out about services that do not answer.
        if (event.stage.id === 'reach' && event.stage.state === 'fail' && isBare(await runs))
          throw fail('testNothingApplied', { host: call.host.address, spec: quoteWords([specFile]) })
        terminal.write(stageLine(terminal, event.stage))
      }
    }
    if (report === null) throw fail('internal', { detail: 'the test ended without a report' })
    if (terminal.json) terminal.write(`${JSON.stringify(report)}\n`)
    else {
      printReport(terminal, report, call.verbose)
      if (report.ok) printMailSettings(terminal, spec, name, call.host.address)
      else leadOn(terminal, waysWithFailure((await runs) ?? [], quoteWords([specFile]), call.way))
    }
    return report.ok ? 0 : 1
  } finally {
    session.close()
  }
}

/** Asked beside the test, which takes longer; null where it cannot be told. */
async function runsBeside(session: SshSession): Promise<readonly RunSummary[] | null> {
  const { listRunsOver } = await import('#core/apply/runs.ts')
  return listRunsOver(session).catch(() => null)
}

/** Whether no run stands on the server. */
function isBare(runs: readonly RunSummary[] | null): boolean {
  return runs !== null && newestStanding(runs) === undefined
}

/** Each stage has said what to look at; these look at the whole. A run that did not come to its end is first. */
function waysWithFailure(runs: readonly RunSummary[], spec: string, host: string): readonly Message[] {
  const newest = newestStanding(runs)
  if (newest !== undefined && (newest.state !== 'done' || newest.undoing === true))
    return waysWithRuns(runs, host)
  return [message('cli.wayDrift', { spec, host }), message('cli.wayPlanDiffers', { spec, host })]
}
