import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { message } from '#shared/message.ts'
import type { FollowEvent } from '#shared/model/run.ts'
import type { Core } from '../../../../../renderer/query.ts'
import { RunSession, type RunRequest } from '../../../../../renderer/screens/run/run-session.ts'

const steps = [{ id: 'a', group: null, title: message('apply.engineStepRecord'), weight: 1 }]
const at = '2026-01-05T09:00:00.000Z'
const begin: FollowEvent = { n: 1, at, event: 'start', run: 'p1', mode: 'apply', steps }
const end: FollowEvent = { n: 2, at, event: 'end', ok: true, state: 'done', failure: null }

function refusal(code: string): Error {
  const text = message('failure.internalNext')
  return new ORPCError('FAILURE', { defined: true, data: { code, message: text, next: text } })
}

async function* stream(events: readonly FollowEvent[], error?: Error): AsyncGenerator<FollowEvent> {
  await Promise.resolve()
  yield* events
  if (error) throw error
}

/** A core of which only the runs exist; each call takes the next answer of its list. */
function coreOf(answers: Partial<Record<'apply' | 'follow' | 'resume' | 'undo', (() => unknown)[]>>) {
  const calls: [string, unknown][] = []
  const answer = (name: keyof typeof answers) => (input: unknown) => {
    calls.push([name, input])
    const next = answers[name]?.shift()
    return next ? Promise.resolve(next()) : Promise.reject(new Error(`no answer to ${name}`))
  }
  const runs = {
    apply: answer('apply'),
    follow: answer('follow'),
    resume: answer('resume'),
    undo: answer('undo'),
  }
  return { core: { runs } as unknown as Core, calls }
}

async function watched(core: Core, request: RunRequest) {
  const session = new RunSession(core, 'h1', request)
  const leave = session.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(20_000)
  return { session, leave, state: session.snapshot() }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('applies an approved plan once and tells its end', async () => {
  const { core, calls } = coreOf({ apply: [() => stream([begin, end])] })
  const { state } = await watched(core, { kind: 'apply', planId: 'p1' })
  expect(calls).toEqual([['apply', { planId: 'p1' }]])
  expect(state.phase).toBe('ended')
  expect(state.view.end?.state).toBe('done')
})

test('joins the run of a plan that was applied already, instead of complaining', async () => {
  const { core, calls } = coreOf({
    apply: [() => stream([], refusal('planUsed'))],
    follow: [() => stream([begin, end])],
  })
  const { state } = await watched(core, { kind: 'apply', planId: 'p1' })
  expect(calls.at(-1)).toEqual(['follow', { hostId: 'h1', runId: 'p1', after: 0 }])
  expect(state.phase).toBe('ended')
})

test('reads on after the last event when the stream breaks off, and never applies again', async () => {
  const { core, calls } = coreOf({
    apply: [() => stream([begin], new Error('socket closed'))],
    follow: [() => stream([], new Error('socket closed')), () => stream([end])],
  })
  const { state } = await watched(core, { kind: 'apply', planId: 'p1' })
  expect(calls.map(([name]) => name)).toEqual(['apply', 'follow', 'follow'])
  expect(calls[2]?.[1]).toEqual({ hostId: 'h1', runId: 'p1', after: 1 })
  expect(state.view.end?.state).toBe('done')
})

test('a refusal of the core is shown and not asked again', async () => {
  const { core, calls } = coreOf({ apply: [() => stream([], refusal('planStale'))] })
  const { state } = await watched(core, { kind: 'apply', planId: 'p1' })
  expect(calls).toHaveLength(1)
  expect(state.phase).toBe('broken')
  expect(state.error).toBeInstanceOf(ORPCError)
})

test('leaving and coming back at once, as React does in development, does not apply twice', async () => {
  const { core, calls } = coreOf({ apply: [() => stream([begin, end])] })
  const session = new RunSession(core, 'h1', { kind: 'apply', planId: 'p1' })
  session.subscribe(() => undefined)()
  session.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(1000)
  expect(calls).toHaveLength(1)
  expect(session.snapshot().phase).toBe('ended')
})
