import { expect, test } from 'vitest'
import { message, type Message } from '#shared/message.ts'
import type { TestReport, TestStage } from '#shared/model/mail.ts'
import { testVerdict } from '#shared/test-verdict.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { sampleTest } from '#test/e2e/support/stories/sample-mail.ts'

/** The report of a test in which every stage held but those that are given. */
function report(changed: Partial<Record<TestStage['id'], Partial<TestStage>>>): TestReport {
  const told = [...sampleTest('alice', false)].find((event) => event.event === 'report')?.report
  if (told === undefined) throw new Error('no report')
  return { ...told, ok: false, stages: told.stages.map((stage) => ({ ...stage, ...changed[stage.id] })) }
}

function said(told: TestReport): readonly (string | null)[] {
  const english = createI18n('en')
  const print = (text: Message | null) => (text === null ? null : translate(english, text))
  const { tone, title, text, advice } = testVerdict(told)
  return [tone, print(title), print(text), print(advice)]
}

const advice = message('test.adviceQueue')
const blamed = (what: Message) => message('test.blamed', { part: message('test.partRelay'), what })
const works = 'alice@example.test sends and receives: the message came back equal byte for byte.'
const missing = 'What did not hold or could not be proved:'

test('all that held is good', () => {
  expect(said({ ...report({}), ok: true })).toEqual(['good', 'Mail works', works, null])
})

test('mail that did not come back does not work, and the first stage that failed is named', () => {
  const told = said(report({ arrive: { state: 'fail', advice }, compare: { state: 'skipped' } }))
  expect(told.slice(0, 3)).toEqual([
    'bad',
    'Mail does not work yet',
    'The first thing to look at: Arrival by POP3',
  ])
  expect(told[3]).toContain('postqueue -p')
})

test('where mail came back, only what was not proved is not proved', () => {
  const unproved = 'Mail works, but not everything could be proved'
  const temporary = blamed(message('failure.mailLoginTemporary', { host: 'h', user: 'u', reply: '454' }))
  expect(said(report({ wrongPassword: { state: 'fail', finding: temporary } })).slice(0, 3)).toEqual([
    'warn',
    unproved,
    `${works} ${missing} Refusal of a wrong password`,
  ])
  const several = report({ alias: { state: 'fail' }, relay: { state: 'skipped', advice } })
  expect(said(several).slice(0, 3)).toEqual([
    'warn',
    unproved,
    `${works} ${missing} Alias, Refusal to relay for strangers`,
  ])
})

test('a server that lets in what it must refuse is bad, although mail works', () => {
  const finding = blamed(message('test.relayOpen', { reply: '250' }))
  expect(said(report({ relay: { state: 'fail', finding } }))[0]).toBe('bad')
  expect(said(report({ relay: { state: 'fail', finding } }))[1]).toContain('lets in what it must refuse')
})
