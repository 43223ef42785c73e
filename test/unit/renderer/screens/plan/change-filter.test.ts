import { expect, test } from 'vitest'
import { createI18n, translate } from '#shared/translate.ts'
import type { Message } from '#shared/message.ts'
import { samplePlan } from '#test/e2e/support/stories/sample-plan.ts'
import { countPlan, filteredGroups } from '../../../../../renderer/screens/plan/change-filter.ts'

const english = createI18n('en')
const print = (text: Message) => translate(english, text)
const { changes } = samplePlan('full')
const ids = (text: string, kind: 'all' | 'warnings' | 'irreversible' = 'all') =>
  filteredGroups(changes, text, kind, print).flatMap((group) => group.changes.map((change) => change.id))

test('groups stand in the order in which they are applied', () => {
  const groups = filteredGroups(changes, '', 'all', print).map(({ group }) => group)
  expect(groups).toEqual(['packages', 'host', 'accounts', 'bind', 'dovecot', 'postfix'])
})

test('every word is looked for in title, path, commands and content, whatever the case', () => {
  expect(ids('INET_interfaces main.cf')).toEqual(['file:/etc/postfix/main.cf'])
  expect(ids('v=spf1')).toEqual(['file:/etc/bind/db.example.test'])
  expect(ids('no-such-thing')).toEqual([])
})

test('masked content is not searched', () => {
  expect(ids('••••••')).toEqual([])
})

test('only what warns, and only what cannot be undone', () => {
  expect(ids('', 'warnings')).toEqual(['package:bind9', 'hostname', 'file:/etc/dovecot/conf.d/10-auth.conf'])
  expect(ids('', 'irreversible')).toEqual(['queue:flush'])
})

test('the numbers of the summary', () => {
  expect(countPlan(samplePlan('full'))).toEqual({ changes: 60, satisfied: 4, warnings: 4, irreversible: 1 })
})
