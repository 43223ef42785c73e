import { waysOn, type EndedRun } from '../../../electron/cli/ways-on.ts'
import { fail } from '#shared/fail.ts'
import type { FailureCode } from '#shared/model/failure.ts'
import type { RunState } from '#shared/model/run.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

const about: EndedRun = { run: 'r1', mode: 'apply', host: 'root@192.0.2.1' }

function said(state: RunState, code: FailureCode, of: Partial<EndedRun> = {}): readonly string[] {
  const { failure } = fail(code)
  const end = { n: 9, at: '', event: 'end', ok: false, state, failure } as const
  const { rest, ways } = waysOn(end, { ...about, ...of })
  return [...(rest === null ? [] : [rest]), ...ways].map(recordingTerminal().say)
}

test('a run that was cut short or failed is continued or undone by commands that can be typed', () => {
  const ways = [
    'Continue: bin/mailwright resume r1 --host root@192.0.2.1 --yes',
    'Undo: bin/mailwright undo --host root@192.0.2.1',
  ]
  expect(said('interrupted', 'runInterrupted')).toEqual(ways)
  expect(said('cancelled', 'cancelled')).toEqual(ways)
  expect(said('failed', 'installFailed').slice(1)).toEqual(ways)
})

test('where the same program would stumble again, a new plan is the way on', () => {
  const anew = 'Plan and apply anew: bin/mailwright apply SPEC --host root@192.0.2.1'
  expect(said('failed', 'validationFailed')[1]).toBe(anew)
  expect(said('failed', 'planStale')).toEqual([anew])
  expect(said('failed', 'planStale', { spec: "'my spec.yaml'" })).toEqual([
    anew.replace('SPEC', "'my spec.yaml'"),
  ])
  expect(said('failed', 'lockHeld', { run: '' })).toEqual([anew])
})

test('an undo that did not come to its end is asked for again, never continued as a run', () => {
  const undo = { mode: 'undo' } as const
  const rest = 'What was put back so far stays so.'
  const again = 'Undo again: bin/mailwright undo --run r1 --host root@192.0.2.1 --yes'
  expect(said('interrupted', 'undoInterrupted', undo)).toEqual([rest, again])
  expect(said('failed', 'removeFailed', undo)).toEqual([rest, again])
  expect(said('done', 'undoLaterFirst', undo)).toEqual([])
  expect(said('done', 'lockHeld', { ...undo, run: '' })).toEqual([
    'Undo: bin/mailwright undo --host root@192.0.2.1',
  ])
})

test('a run that another program got ahead of is neither continued nor undone from here', () => {
  for (const code of ['resumeLaterRun', 'undoBegun', 'runUndone'] as const)
    expect(said('interrupted', code, { mode: 'resume' })).toEqual([])
})
