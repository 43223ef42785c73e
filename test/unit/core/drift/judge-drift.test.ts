import { judgeDrift } from '#core/drift/judge-drift.ts'
import { message } from '#shared/message.ts'
import type { DriftItem } from '#shared/model/drift.ts'
import type { Change } from '#shared/model/plan.ts'
import { describe, expect, test } from 'vitest'
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
  return judgeDrift(
    { drift, others: new Set(['port:25/tcp']) },
    { changes: [...changes], satisfied: [] },
    keep,
  )
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

describe('a changed text', () => {
  const changed: DriftItem = { ...mainCf, before: 'a = 1\nb = 1\nc = 1\n', after: 'a = 2\nb = 1\nd = 1\n' }
  const [sample] = fakeChanges
  if (sample === undefined) throw new Error('no sample')
  const change: Change = { ...sample, id: mainCf.resource, masked: false, language: 'properties' }
  const planOf = (after: string, more: Partial<Change> = {}, item = changed) =>
    judge([item], [{ ...change, before: item.after, after, ...more }]).items.map(({ plan }) => plan)

  test('is put back where no line of others stays and none that they took out stays away', () => {
    expect(planOf('a = 1\nb = 1\nc = 1\n')).toEqual(['changes'])
    expect(planOf('a = 1\nb = 7\nc = 1\nnew = 1\n')).toEqual(['changes'])
  })

  test('is put back in part where a line of others stays, or one that they took out stays away', () => {
    expect(planOf('a = 1\nb = 1\nc = 1\nd = 1\n')).toEqual(['part'])
    expect(planOf('a = 1\nb = 1\n')).toEqual(['part'])
  })

  test('of a zone may lose the serial that it was left with', () => {
    expect(planOf('a = 1\nb = 1\nc = 3\n', {}, { ...changed, language: 'zone' })).toEqual(['changes'])
  })

  test('stays as it is where the plan sets rights alone, whatever else was changed', () => {
    const rights = { before: '0664 root:adm', after: '0644 root:root', rightsOnly: true }
    expect(judge([changed], [{ ...change, ...rights }]).items[0]?.plan).toBe('rights')
    const only: DriftItem = { ...changed, aspects: ['rights'] }
    expect(judge([only], [{ ...change, ...rights }]).items[0]?.plan).toBe('changes')
  })

  test('can be put back where the wish has the file and nobody keeps it', () => {
    expect(judge([changed], [change]).items[0]?.restorable).toBe(true)
    expect(judge([changed], []).items[0]?.restorable).toBe(false)
    const keep = [{ path: mainCf.name, content: 'kept before\n' }]
    expect(judge([changed], [change], keep).items[0]?.restorable).toBe(false)
  })
})
