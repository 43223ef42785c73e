import { expect, it } from 'vitest'
import { emptyFields, type Draft } from '#shared/model/draft.ts'
import { lastStepsDone } from '../../../../../renderer/screens/wizard/use-progress.ts'
import { seenBefore } from '../../../../../renderer/screens/wizard/wizard-steps.ts'

const draft: Draft = {
  id: 'd',
  hostId: 'h',
  step: 'domain',
  fields: emptyFields,
  planId: null,
  runId: null,
  updatedAt: '',
}

it('a step that was never opened is not taken for done, whatever it holds by default', () => {
  expect([...seenBefore(draft)]).toEqual(['host', 'domain'])
  const mailboxes = [{ name: 'alice', password: '', hasPassword: true }]
  expect([...seenBefore({ ...draft, fields: { ...emptyFields, mailboxes } })]).toContain('mailboxes')
  expect([...seenBefore({ ...draft, planId: 'p' })]).toContain('mail')
})

it('the last steps are done as far as the server is, and none of them after an undo', () => {
  const applied = { ...draft, planId: 'p', runId: 'p' }
  expect(lastStepsDone(draft, null)).toEqual([])
  expect(lastStepsDone({ ...draft, planId: 'p' }, { run: null, standing: false, proved: false })).toEqual([
    'review',
  ])
  expect(lastStepsDone(applied, { run: 'done', standing: true, proved: false })).toEqual(['review', 'apply'])
  expect(lastStepsDone(applied, { run: 'done', standing: true, proved: true })).toEqual([
    'review',
    'apply',
    'test',
  ])
  expect(lastStepsDone(applied, { run: 'undone', standing: false, proved: false })).toEqual([])
})
