import { describe, expect, test } from 'vitest'
import { message } from '#shared/message.ts'
import type { FollowEvent } from '#shared/model/run.ts'
import {
  afterEvent,
  elapsedOf,
  emptyRunView,
  keptLines,
  progressOf,
  stepTime,
  type RunView,
} from '../../../../../renderer/screens/run/run-view.ts'

const title = message('apply.engineStepBind')
const steps = [
  { id: 'packages', group: 'packages' as const, title, weight: 6 },
  { id: 'bind', group: 'bind' as const, title, weight: 3 },
  { id: 'reload', group: 'bind' as const, title, weight: 1 },
]
const zero = Date.UTC(2026, 0, 5, 9)
type Told = FollowEvent extends infer E ? (E extends unknown ? Omit<E, 'n' | 'at'> : never) : never

/** Plays events one second apart; the window's clock is an hour ahead of the server's. */
function play(told: readonly Told[], from: RunView = emptyRunView): RunView {
  return told.reduce((view, event) => {
    if (event.event === 'connection') return afterEvent(view, event, zero)
    const n = view.last + 1
    const at = zero + n * 1000
    return afterEvent(view, { ...event, n, at: new Date(at).toISOString() }, at + 3_600_000)
  }, from)
}

const start: Told = { event: 'start', run: 'r1', mode: 'apply', steps }
const step = (id: string, state: 'running' | 'done' | 'failed' | 'skipped'): Told => ({
  event: 'step',
  step: id,
  state,
})

describe('progress', () => {
  test('counts a step by its weight when it is finished, never before', () => {
    const view = play([start, step('packages', 'running')])
    expect(progressOf(view)).toEqual({ done: 0, running: 0.6, doneSteps: 0, totalSteps: 3 })
    const later = play([step('packages', 'done'), step('bind', 'skipped'), step('reload', 'running')], view)
    expect(progressOf(later)).toEqual({ done: 0.9, running: 0.1, doneSteps: 2, totalSteps: 3 })
  })

  test('is nothing before the steps are known', () => {
    expect(progressOf(emptyRunView)).toEqual({ done: 0, running: 0, doneSteps: 0, totalSteps: 0 })
  })

  test('goes back when a group is taken back', () => {
    const failed = play([start, step('packages', 'done'), step('bind', 'done'), step('reload', 'failed')])
    const view = play([{ event: 'rolledBack', group: 'bind', ok: true }], failed)
    expect(view.steps.map(({ state }) => state)).toEqual(['done', 'takenBack', 'failed'])
    expect(progressOf(view).done).toBe(0.6)
  })
})

describe('time', () => {
  test('is the server’s, however wrong this computer’s clock is', () => {
    const view = play([start, step('packages', 'running')])
    const now = zero + 3_600_000 + 12_000
    expect(elapsedOf(view, now)).toBe(11_000)
    expect(view.steps[0] && stepTime(view.steps[0], view, now)).toBe(10_000)
  })

  test('stands still after the end', () => {
    const view = play([
      start,
      step('packages', 'done'),
      { event: 'end', ok: true, state: 'done', failure: null },
    ])
    expect(elapsedOf(view, zero + 99_999_999)).toBe(2000)
  })
})

describe('joining again', () => {
  test('ignores what was read before', () => {
    const view = play([start, step('packages', 'done')])
    const again = afterEvent(
      view,
      { event: 'output', step: 'bind', text: 'x', n: 2, at: new Date(zero).toISOString() },
      zero,
    )
    expect(again).toBe(view)
  })

  test('keeps what is done when an interrupted run goes on', () => {
    const cut = play([
      start,
      step('packages', 'done'),
      step('bind', 'running'),
      { event: 'end', ok: false, state: 'interrupted', failure: null },
    ])
    const view = play([{ event: 'start', run: 'r1', mode: 'resume', steps }], cut)
    expect(view.end).toBeNull()
    expect(view.steps.map(({ state }) => state)).toEqual(['done', 'waiting', 'waiting'])
  })

  test('hears that the program is gone, which has the number of the last line, and goes on with the next one', () => {
    const cut = play([start, step('packages', 'done'), step('bind', 'running')])
    const gone = { event: 'end', ok: false, state: 'interrupted', failure: null } as const
    const view = afterEvent(cut, { ...gone, n: cut.last, at: new Date(zero).toISOString() }, zero)
    expect(view.end?.state).toBe('interrupted')
    expect(view.last).toBe(cut.last)
    expect(play([{ event: 'start', run: 'r1', mode: 'resume', steps }], view).end).toBeNull()
  })

  test('an undo begins with steps of its own', () => {
    const done = play([start, step('packages', 'done')])
    const view = play([{ event: 'start', run: 'r1', mode: 'undo', steps }], done)
    expect(view.steps.every(({ state }) => state === 'waiting')).toBe(true)
    expect(view.mode).toBe('undo')
  })
})

test('waiting lasts until the next step speaks, output does not end it', () => {
  const waiting: Told = { event: 'waiting', step: 'packages', for: 'apt (pid 4)', seconds: 5 }
  const view = play([start, waiting, { event: 'output', step: 'packages', text: 'still' }])
  expect(view.waiting?.who).toBe('apt (pid 4)')
  expect(play([step('packages', 'done')], view).waiting).toBeNull()
})

test('a lost line is back with the first event, and forgotten with the next step', () => {
  const lost = play([start, { event: 'connection', state: 'lost', attempt: 2 }])
  expect(lost.connection).toEqual({ state: 'lost', attempt: 2 })
  const back = play([{ event: 'output', step: 'packages', text: 'x' }], lost)
  expect(back.connection?.state).toBe('back')
  expect(play([step('packages', 'done')], back).connection).toBeNull()
})

test('only the last lines of output are kept, and it is said how many are gone', () => {
  const lines = Array.from({ length: keptLines + 7 }, (_, at) => `line ${at}`)
  const view = play([start, { event: 'output', step: 'packages', text: lines.join('\n') }])
  expect(view.log).toHaveLength(keptLines)
  expect(view.dropped).toBe(7)
  expect(view.log[0]).toEqual({ id: 7, step: 'packages', text: 'line 7' })
})

describe('a run whose undo is joined', () => {
  test('is shown from the beginning of its undo, whose events are numbered anew', () => {
    const partly = play([start, step('packages', 'done'), step('bind', 'running')])
    const at = new Date(zero).toISOString()
    const view = afterEvent(partly, { event: 'start', n: 1, at, run: 'r1', mode: 'undo', steps }, zero)
    expect(view).toMatchObject({ mode: 'undo', last: 1, end: null })
    expect(view.steps.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
  })
})

test('a run that was resumed took as long as its tries together, without the pause between them', () => {
  const ended = play([start, step('packages', 'running'), step('packages', 'done')])
  const later = (n: number, event: Told, from: RunView) =>
    event.event === 'connection'
      ? from
      : afterEvent(from, { ...event, n, at: new Date(zero + 7_200_000 + n * 1000).toISOString() }, 0)
  const resumed = later(4, { event: 'start', run: 'r1', mode: 'resume', steps }, ended)
  const done = later(9, { event: 'end', ok: true, state: 'done', failure: null }, resumed)
  expect(elapsedOf(done, 0)).toBe(2000 + 5000)
})
