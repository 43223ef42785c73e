import { judgeDrift } from '#core/drift/judge-drift.ts'
import { message } from '#shared/message.ts'
import type { DriftItem } from '#shared/model/drift.ts'
import type { Change } from '#shared/model/plan.ts'
import { expect, test } from 'vitest'
import { fakeDriftItems } from '#test/support/fake/fake-drift.ts'
import { fakeChanges } from '#test/support/fake/fake-plans.ts'

const [mainCf, dovecot] = fakeDriftItems
if (mainCf === undefined || dovecot === undefined) throw new Error('no samples')

function judge(
  items: readonly DriftItem[],
  changes: readonly Change[],
  keep?: { path: string; content: string }[],
) {
  const drift = { readAt: '', lastRun: null, unfinishedRun: null, items: [...items], kept: [] }
  return judgeDrift({ drift, others: new Set(['port:25/tcp']) }, { changes: [...changes] }, keep)
}

test('what a new plan would change is told apart from what it leaves', () => {
  const { items } = judge([mainCf, dovecot], fakeChanges)
  expect(items.map(({ plan }) => plan)).toEqual(['changes', 'leaves'])
})

test('of a file whose text is kept only the rights are left to tell', () => {
  const keep = [{ path: mainCf.name, content: mainCf.after ?? '' }]
  const { items, kept } = judge([mainCf], [], keep)
  expect(kept).toEqual([mainCf.name])
  expect(items).toMatchObject([{ aspects: ['rights'], before: null, after: null, keepable: false }])
  expect(items[0]?.findings.map(({ key }) => key)).toEqual(['drift.foundRights'])
  expect(judge([{ ...mainCf, aspects: ['changed'] }], [], keep).items).toEqual([])
})

test('what only a plan can see is added, and nothing that was never left as wished', () => {
  const [change] = fakeChanges
  if (change === undefined) throw new Error('no sample')
  const port = { ...change, id: 'port:25/tcp', title: message('drift.titlePath', { name: '25/tcp' }) }
  const { items } = judge(
    [],
    [
      { ...change, id: 'port:143/tcp' },
      { ...port, action: 'run' as const },
    ],
  )
  expect(items.map(({ resource, aspects }) => [resource, ...aspects])).toEqual([])
  expect(judge([], [port]).items.map(({ resource, aspects }) => [resource, ...aspects])).toEqual([
    ['port:25/tcp', 'planned'],
  ])
})
