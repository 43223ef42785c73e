import { expect, test } from 'vitest'
import { createI18n, translate } from '#shared/translate.ts'
import { sampleTest } from '#test/e2e/support/stories/sample-mail.ts'
import { reportText } from '../../../../../renderer/screens/test/report-text.ts'
import { afterTestEvent, emptyTestView } from '../../../../../renderer/screens/test/test-view.ts'

const events = (fails: boolean) => [...sampleTest('alice', fails)]

test('stages stand in the order in which they run, each once', () => {
  const shuffled = events(false)
    .filter((event) => event.event === 'stage')
    .reverse()
  const view = shuffled.reduce(afterTestEvent, emptyTestView)
  expect(view.stages.map(({ id }) => id)).toEqual([
    'reach',
    'submit',
    'arrive',
    'compare',
    'delete',
    'alias',
    'wrongPassword',
    'relay',
  ])
  expect(view.report).toBeNull()
})

test('the report as text says verdict, stages, advice and conversation', () => {
  const { report } = events(true).reduce(afterTestEvent, emptyTestView)
  const english = createI18n('en')
  if (report === null) throw new Error('no report')
  const text = reportText(report, (message) => translate(english, message), 'today')
  expect(text).toContain('Mail test of alice@example.test, today: failed')
  expect(text).toContain('[failed, 30 s] Arrival by POP3')
  expect(text).toContain('    Check that Dovecot serves LMTP')
  expect(text).toMatch(/ {4}\s+38 C: AUTH PLAIN •+/)
})
