import { waysWithRuns } from '../../../electron/cli/ways-with-runs.ts'
import type { RunState, RunSummary } from '#shared/model/run.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

const host = 'root@192.0.2.1'

function run(id: string, state: RunState, more: Partial<RunSummary> = {}): RunSummary {
  const own = { id, state, hostId: null, domain: 'a.test', startedAt: '', endedAt: null, operator: 'o' }
  return { ...own, changes: 1, ...more }
}

/** The commands that are named, without what they lead to. */
function commands(...runs: readonly RunSummary[]): readonly string[] {
  const lines = waysWithRuns(runs, host).flatMap((way) => recordingTerminal().say(way).split('\n'))
  return lines.map((line) => line.replace(/^.*: bin\/mailwright /, '').replace(` --host ${host}`, ''))
}

test('of the runs on a server the newest that is not undone says what may be done', () => {
  expect(commands(run('r1', 'done'))).toEqual(['drift SPEC', 'undo --run r1'])
  expect(commands(run('r1', 'done'), run('r2', 'undone'))).toEqual(['drift SPEC', 'undo --run r1'])
  expect(commands(run('r1', 'done'), run('r2', 'running'))).toEqual(['resume r2', 'cancel r2'])
  for (const state of ['interrupted', 'failed', 'cancelled'] as const)
    expect(commands(run('r1', 'done'), run('r2', state))).toEqual(['resume r2', 'undo --run r2'])
})

test('a run whose undo has begun is only undone, and where none stands a plan is the way on', () => {
  expect(commands(run('r1', 'failed', { undoing: true }))).toEqual(['undo --run r1'])
  expect(commands(run('r1', 'undone', { undoing: true }))).toEqual(['plan SPEC'])
  expect(commands()).toEqual(['plan SPEC'])
})
