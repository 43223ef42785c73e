import { durationMessage } from '#shared/duration.ts'
import type { Message } from '#shared/message.ts'
import { message } from '#shared/message.ts'
import type { TestReport, TestStage } from '#shared/model/mail.ts'
import { routeMessage } from '#shared/route-message.ts'
import { transcriptText } from '../../components/protocol-transcript.tsx'
import { stageStateLabels } from './stage-states.ts'

/** A finished test as plain text to be sent to somebody: verdict, stages with finding and advice, conversations. */
export function reportText(report: TestReport, print: (message: Message) => string, time: string): string {
  const verdict = print(message(report.ok ? 'test.uiReportPass' : 'test.uiReportFail'))
  const head = print(message('test.uiReportHead', { mailbox: report.mailbox, time, verdict }))
  const route = routeMessage(report)
  return [
    head,
    ...(route === null ? [] : [print(route)]),
    '',
    ...report.stages.map((stage) => stageText(stage, print)),
  ].join('\n')
}

function stageText(stage: TestStage, print: (message: Message) => string): string {
  const state = print({ key: stageStateLabels[stage.state] })
  const time =
    stage.duration === null || stage.state === 'skipped' ? '' : `, ${print(durationMessage(stage.duration))}`
  const indent = (text: string) => text.replace(/^/gm, '    ')
  const said = [stage.finding, stage.advice].filter((one) => one !== null).map((one) => indent(print(one)))
  const transcript = stage.transcript.length === 0 ? [] : [indent(transcriptText(stage.transcript, print))]
  return [`[${state}${time}] ${print(stage.title)}`, ...said, ...transcript, ''].join('\n')
}
