import type { MessageKey } from '#shared/message.ts'
import type { TestStage } from '#shared/model/mail.ts'

/** The words for the state of a stage. */
export const stageStateLabels = {
  waiting: 'test.uiStateWaiting',
  running: 'test.uiStateRunning',
  pass: 'test.uiStatePass',
  fail: 'test.uiStateFail',
  skipped: 'test.uiStateSkipped',
} as const satisfies Record<TestStage['state'], MessageKey>
