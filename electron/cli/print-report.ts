import { message } from '#shared/message.ts'
import type { TestReport, TestStage } from '#shared/model/mail.ts'
import { durationMessage } from '#shared/duration.ts'
import { routeMessage } from '#shared/route-message.ts'
import { testVerdict } from '#shared/test-verdict.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'

const signs = { waiting: ' ', running: '…', pass: '✓', fail: '✗', skipped: '·' } as const

/** One stage of the mail test: what was tried, what was seen, what to do. */
export function stageLine({ paint, say }: Terminal, stage: TestStage): string {
  const colour = {
    waiting: paint.quiet,
    running: paint.quiet,
    pass: paint.good,
    fail: paint.bad,
    skipped: paint.quiet,
  }
  const time =
    stage.duration === null || stage.state === 'skipped'
      ? ''
      : paint.quiet(` ${say(durationMessage(stage.duration))}`)
  const lines = [`${colour[stage.state](signs[stage.state])} ${say(stage.title)}${time}`]
  if (stage.finding) lines.push(`    ${say(stage.finding)}`)
  if (stage.advice) lines.push(`    → ${say(stage.advice)}`)
  return `${lines.join('\n')}\n`
}

/** The verdict, how the ports were reached, and the conversations of what failed (of all stages where asked for). */
export function printReport(terminal: Terminal, report: TestReport, verbose: boolean): void {
  const { paint, say, write } = terminal
  for (const stage of report.stages) {
    if (!verbose && stage.state !== 'fail') continue
    if (stage.transcript.length === 0) continue
    write(`\n${paint.heading(say(stage.title))}\n`)
    for (const line of stage.transcript) {
      const arrow = { client: '→', server: '←', note: '·' }[line.from]
      const at = say(message('common.milliseconds', { n: String(Math.round(line.at)).padStart(6) }))
      write(`${paint.quiet(at)} ${arrow} ${line.words ? say(line.words) : plain(line.text)}\n`)
    }
  }
  const route = routeMessage(report)
  const total = report.stages.reduce((sum, stage) => sum + (stage.duration ?? 0), 0)
  write(route === null ? '\n' : `\n${say(route)}\n`)
  const { tone, title, text } = testVerdict(report)
  if (report.ok && text !== null) {
    write(
      `${paint.good('✓')} ${say(text)}\n  ${say(message('test.uiPassTime', { time: durationMessage(total) }))}\n`,
    )
    return
  }
  write(`${tone === 'warn' ? paint.warning('!') : paint.bad('✗')} ${say(title)}\n`)
  if (text !== null) write(`  ${say(text)}\n`)
}
