import { testStageId, type TestEvent, type TestReport, type TestStage } from '#shared/model/mail.ts'

/** All that a window shows of a mail test: a function of the events so far. */
export interface TestView {
  readonly stages: readonly TestStage[]
  readonly report: TestReport | null
}

export const emptyTestView: TestView = { stages: [], report: null }

/** The view after one more event; stages stand in the order in which they run, whatever the order of the events. */
export function afterTestEvent(view: TestView, event: TestEvent): TestView {
  if (event.event === 'report') return { stages: event.report.stages, report: event.report }
  const order = testStageId.options
  const others = view.stages.filter((stage) => stage.id !== event.stage.id)
  const stages = [...others, event.stage].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
  return { ...view, stages }
}
