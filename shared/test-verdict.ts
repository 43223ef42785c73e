import { listMessage } from './list-message.ts'
import { message, type Message } from './message.ts'
import type { TestReport, TestStageId } from './model/mail.ts'

/** What a finished test means as a whole; `advice` belongs to the stage that is to be looked at first. */
export interface TestVerdict {
  readonly tone: 'good' | 'warn' | 'bad'
  readonly title: Message
  readonly text: Message | null
  readonly advice: Message | null
}

/** Without these no mail comes and goes. */
const journey: ReadonlySet<TestStageId> = new Set(['reach', 'submit', 'arrive', 'compare', 'delete'])
const dangers: ReadonlySet<string> = new Set(['test.wrongPasswordTaken', 'test.relayOpen'])

/**
 * The verdict on a test: that mail does not work is said only where it was seen not to. Where it came and went, and something else
 * did not hold or could not be proved, that is named.
 */
export function testVerdict({ ok, mailbox, stages }: TestReport): TestVerdict {
  if (ok)
    return {
      tone: 'good',
      title: message('test.uiPassTitle'),
      text: message('test.uiPassText', { mailbox }),
      advice: null,
    }
  const failed = stages.filter(({ state }) => state === 'fail')
  if (!stages.every(({ id, state }) => !journey.has(id) || state === 'pass')) {
    const [first] = failed
    return {
      tone: 'bad',
      title: message('test.uiFailTitle'),
      text: first === undefined ? null : message('test.uiFailBlame', { stage: first.title }),
      advice: first?.advice ?? null,
    }
  }
  const skipped = stages.filter(({ state, advice }) => state === 'skipped' && advice !== null)
  const isOpen = failed.some(({ finding }) => isDanger(finding))
  const titles = [...failed, ...skipped].map(({ title }) => title)
  return {
    tone: isOpen ? 'bad' : 'warn',
    title: message(isOpen ? 'test.uiOpenTitle' : 'test.uiPartTitle'),
    text: message('test.uiPartText', { mailbox, stages: listMessage(titles) }),
    advice: (failed[0] ?? skipped[0])?.advice ?? null,
  }
}

function isDanger(finding: Message | null): boolean {
  const what = finding?.params?.['what']
  return typeof what === 'object' && dangers.has(what.key)
}
