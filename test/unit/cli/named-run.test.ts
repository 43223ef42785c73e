import { laterRun, namedRun } from '../../../electron/cli/named-run.ts'
import type { RunState, RunSummary } from '#shared/model/run.ts'
import { expect, test } from 'vitest'

function run(id: string, state: RunState): RunSummary {
  const about = { hostId: null, domain: 'a.test', startedAt: '', endedAt: null, operator: '', changes: 1 }
  return { id, state, ...about }
}

test('a run that is not there, or undone, is refused by what it is', () => {
  const runs = [run('r1', 'done'), run('r2', 'undone')]
  expect(namedRun(runs, 'r1')).toBe(runs[0])
  expect(() => namedRun(runs, 'r2')).toThrow('runUndone')
  expect(() => namedRun(runs, 'r3')).toThrow('runUnknown')
})

test('of several later runs the newest that stands has to go first', () => {
  const runs = [run('r1', 'done'), run('r2', 'failed'), run('r3', 'done'), run('r4', 'undone')] as const
  expect(laterRun(runs, runs[0])?.id).toBe('r3')
  expect(laterRun(runs, runs[1])?.id).toBe('r3')
  expect(laterRun(runs, runs[2])).toBeUndefined()
})
