import { implement } from '@orpc/server'
import { runsContract } from '#shared/contract/runs.ts'
import { fail } from '#shared/fail.ts'
import type { MessageKey } from '#shared/message.ts'
import type { RunEvent, RunState } from '#shared/model/run.ts'
import type { FakeStore } from './fake-store.ts'

type WithoutPlace<T> = T extends unknown ? Omit<T, 'n' | 'at'> : never

function* story(runId: string, mode: 'apply' | 'resume' | 'undo'): Generator<WithoutPlace<RunEvent>> {
  const steps = [
    { id: 'packages', group: 'packages' as const, title: { key: 'Packages' as MessageKey }, weight: 20 },
    { id: 'bind', group: 'bind' as const, title: { key: 'BIND' as MessageKey }, weight: 3 },
    { id: 'postfix', group: 'postfix' as const, title: { key: 'Postfix' as MessageKey }, weight: 3 },
  ]
  yield { event: 'start', run: runId, mode, steps }
  for (const step of steps) {
    yield { event: 'step', step: step.id, state: 'running' }
    yield { event: 'output', step: step.id, text: `working on ${step.id}` }
    yield { event: 'step', step: step.id, state: 'done' }
  }
  yield { event: 'end', ok: true, state: mode === 'undo' ? 'undone' : 'done', failure: null }
}

/** Runs that always succeed, step by step. */
export function fakeRunHandlers(store: FakeStore) {
  const os = implement(runsContract)
  async function* play(runId: string, hostId: string, mode: 'apply' | 'resume' | 'undo') {
    const plan = store.plans.get(runId)
    const startedAt = new Date().toISOString()
    const events: RunEvent[] = []
    const keep = (state: RunState, endedAt: string | null) => {
      const summary = {
        id: runId,
        hostId,
        domain: plan?.spec.domain ?? '',
        state,
        startedAt,
        endedAt,
        operator: 'root',
        changes: plan?.changes.length ?? 0,
      }
      store.runs.set(runId, { summary, events })
    }
    keep('running', null)
    for (const told of story(runId, mode)) {
      const event: RunEvent = { ...told, n: events.length + 1, at: new Date().toISOString() }
      events.push(event)
      if (event.event === 'end') keep(event.state, event.at)
      yield event
      await store.pause()
    }
  }
  return {
    list: os.list.handler(({ input }) => ({
      runs: [...store.runs.values()].map((run) => run.summary).filter((run) => run.hostId === input.hostId),
      unasked: null,
    })),
    apply: os.apply.handler(({ input }) =>
      play(input.planId, store.planHosts.get(input.planId) ?? '', 'apply'),
    ),
    // eslint wants an await in an async generator; the contract wants an async one.
    follow: os.follow.handler(async function* ({ input }) {
      await store.pause()
      const run = store.runs.get(input.runId)
      if (run === undefined) throw fail('internal', { detail: input.runId })
      for (const event of run.events) if (event.n > input.after) yield event
    }),
    resume: os.resume.handler(({ input }) => play(input.runId, input.hostId, 'resume')),
    cancel: os.cancel.handler(() => ({ asked: true })),
    undo: os.undo.handler(({ input }) => play(input.runId, input.hostId, 'undo')),
  }
}
