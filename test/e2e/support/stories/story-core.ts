import { createRouterClient, implement, onError, ORPCError } from '@orpc/server'
import { contract } from '#shared/contract/contract.ts'
import { driftContract } from '#shared/contract/drift.ts'
import { mailContract } from '#shared/contract/mail.ts'
import { plansContract } from '#shared/contract/plans.ts'
import { runsContract } from '#shared/contract/runs.ts'
import { fail, failureOf } from '#shared/fail.ts'
import type { FollowEvent } from '#shared/model/run.ts'
import { fakeDraftHandlers } from '#test/support/fake/fake-drafts.ts'
import { fakeDriftHandlers, fakeDriftItems } from '#test/support/fake/fake-drift.ts'
import { fakeHostHandlers } from '#test/support/fake/fake-hosts.ts'
import { fakeMailHandlers } from '#test/support/fake/fake-mail.ts'
import { fakeRehearsalHandlers } from '#test/support/fake/fake-rehearsals.ts'
import { fakeSettingsHandlers } from '#test/support/fake/fake-settings.ts'
import type { FakeStore } from '#test/support/fake/fake-store.ts'
import { driftOf, logLines, messagesOf, runsOf, withChanges } from './long-lists.ts'
import { sampleMessages, sampleRead, sampleTest, sampleTranscript } from './sample-mail.ts'
import { samplePlan } from './sample-plan.ts'
import { type RunStory, runStory, sampleRuns } from './sample-run.ts'

/** What the fake server does in a story. */
export interface Story {
  readonly plan: 'full' | 'empty' | 'blocked'
  readonly run: RunStory
  readonly runs: 'each' | 'last' | 'remembered'
  readonly test: 'pass' | 'fail'
  readonly mail: 'full' | 'empty' | 'fail'
  /** How long every list is; 0: as the samples are. */
  readonly many: number
  /** Milliseconds between events. */
  readonly delay: number
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const never = () => new Promise<never>(() => undefined)

/** Runs that come to their end by themselves. */
const over: ReadonlySet<RunStory> = new Set<RunStory>(['done', 'edited', 'failed', 'refused', 'stale'])

function planHandlers(story: Story) {
  const os = implement(plansContract)
  return {
    create: os.create.handler(() => samplePlan(story.plan)),
    get: os.get.handler(({ input }) => {
      if (!input.id.startsWith('plan-')) throw fail('internal', { detail: input.id })
      const plan = samplePlan(story.plan)
      return story.many > 0 ? withChanges(plan, story.many) : plan
    }),
    program: os.program.handler(() => ({
      text: `#!/bin/sh\nset -eu\n${'echo "one line of the program"\n'.repeat(90)}`,
    })),
    spec: os.spec.handler(() => ({ yaml: 'domain: example.test\nhostname: mail.example.test\n' })),
  }
}

function runHandlers(store: FakeStore, story: Story) {
  const os = implement(runsContract)
  async function* play(
    run: string,
    mode: 'apply' | 'resume' | 'undo',
    after = 0,
  ): AsyncGenerator<FollowEvent> {
    const begun = Date.now() - 47_000
    // The journal goes on behind the lines of the first try.
    let n = mode === 'resume' ? 100 : 0
    for (const told of runStory(story.run, run, mode)) {
      if (told.event === 'connection') {
        yield told
        continue
      }
      n += 1
      if (n <= after) continue
      yield { ...told, n, at: new Date(begun + n * 400).toISOString() }
      if (told.event !== 'output') await pause(story.delay)
      if (story.many === 0 || told.event !== 'step' || told.step !== 'packages') continue
      for (const text of logLines(told.state === 'running' ? story.many : 0)) {
        n += 1
        yield { event: 'output', step: 'packages', text, n, at: new Date(begun + n * 400).toISOString() }
        await pause(story.delay)
      }
    }
    if (!over.has(story.run) && mode === 'apply') await never()
  }
  return {
    list: os.list.handler(({ input }) => {
      const { address, hostKey } = store.host(input.hostId)
      const unknown = { host: address, algorithm: 'ssh-ed25519', fingerprint: 'SHA256:unknown' }
      if (hostKey === null) throw fail('hostKeyUnknown', unknown)
      const isRemembered = story.runs === 'remembered'
      const runs = sampleRuns(input.hostId, isRemembered ? 'each' : story.runs)
      const [sample] = runs
      return {
        runs: story.many > 0 && sample !== undefined ? runsOf(sample, story.many) : runs,
        unasked: isRemembered ? fail('connectTimedOut', { host: address }).failure : null,
      }
    }),
    apply: os.apply.handler(({ input }) => {
      if (story.run === 'undone') throw fail('planUsed')
      return play(input.planId, 'apply')
    }),
    follow: os.follow.handler(({ input }) =>
      story.run === 'undone' ? play(input.runId, 'undo') : play(input.runId, 'apply', input.after),
    ),
    resume: os.resume.handler(({ input }) => play(input.runId, 'resume')),
    cancel: os.cancel.handler(() => ({ asked: true })),
    undo: os.undo.handler(({ input }) => play(input.runId, 'undo')),
  }
}

function mailHandlers(store: FakeStore, story: Story) {
  const os = implement(mailContract)
  return {
    ...fakeMailHandlers(store),
    list: os.list.handler(() => {
      if (story.mail === 'fail')
        throw fail(
          'mailLogin',
          { host: 'mail.example.test', user: 'alice', reply: '-ERR [AUTH] Authentication failed.' },
          { evidence: 'S: -ERR' },
        )
      const [sample] = sampleMessages
      const messages =
        story.mail === 'empty'
          ? []
          : story.many > 0 && sample !== undefined
            ? messagesOf(sample, story.many)
            : sampleMessages
      return { messages, transcript: sampleTranscript }
    }),
    read: os.read.handler(({ input }) => sampleRead(input.uid)),
    test: os.test.handler(async function* ({ input }) {
      for (const event of sampleTest(input.mailbox, story.test === 'fail')) {
        if (event.event === 'report' && event.report.ok) store.proved.add(`plan-${story.plan}`)
        yield event
        await pause(story.delay)
      }
    }),
  }
}

function driftHandlers(store: FakeStore, story: Story) {
  const handlers = fakeDriftHandlers(store)
  const [sample] = fakeDriftItems
  if (story.many === 0 || sample === undefined) return handlers
  const os = implement(driftContract)
  const look = os.look.handler(() => ({
    readAt: '2026-11-22T10:00:00.000Z',
    lastRun: {
      id: 'run-1',
      domain: 'example.test',
      operator: 'li@desk',
      endedAt: '2026-11-20T08:01:12.000Z',
    },
    unfinishedRun: null,
    items: driftOf(sample, story.many),
    kept: [],
  }))
  return { ...handlers, look }
}

/** A core whose server behaves as the story says. */
export function storyCore(store: FakeStore, story: Story) {
  const router = implement(contract).router({
    hosts: fakeHostHandlers(store),
    drafts: fakeDraftHandlers(store),
    plans: planHandlers(story),
    runs: runHandlers(store, story),
    drift: driftHandlers(store, story),
    rehearsals: fakeRehearsalHandlers(store),
    mail: mailHandlers(store, story),
    settings: fakeSettingsHandlers(store),
  })
  return createRouterClient(router, {
    interceptors: [
      onError((error) => {
        throw new ORPCError('FAILURE', { defined: true, data: failureOf(error).failure })
      }),
    ],
  })
}
