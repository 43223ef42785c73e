import { EventEmitter } from 'node:events'
import { fail } from '#shared/fail.ts'
import type { FailureCode } from '#shared/model/failure.ts'
import type { TestEvent } from '#shared/model/mail.ts'
import type { KeptFile } from '#shared/model/kept-file.ts'
import type { Change, Notice, Satisfied } from '#shared/model/plan.ts'
import type { FollowEvent, RunEvent, RunSummary } from '#shared/model/run.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { DriftFindings } from '#core/drift/parse-drift.ts'
import type { MailTestInput } from '#core/mail/scenario-input.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { Connector } from '#core/ssh/connector.ts'
import type { Engine, Outside } from '#core/ports.ts'
import type { SshSession } from '#core/ssh/session.ts'
import type { SshTarget } from '#core/ssh/target.ts'

const at = '2026-03-01T12:00:00.000Z'

/** A server whose journal the test writes line by line; whoever follows gets what is there and what comes. */
export class ScriptedJournal {
  readonly #events: RunEvent[] = []
  readonly #changed = new EventEmitter()
  error: Error | null = null

  get length(): number {
    return this.#events.length
  }

  start(mode: 'apply' | 'resume' | 'undo' = 'apply'): void {
    this.#add({ n: this.length + 1, at, event: 'start', run: 'r', mode, steps: [] })
  }

  say(text: string): void {
    this.#add({ n: this.length + 1, at, event: 'output', step: 's', text })
  }

  finish(step: string): void {
    this.#add({ n: this.length + 1, at, event: 'step', step, state: 'done' })
  }

  end(state: 'done' | 'failed' | 'undone' = 'done', code?: FailureCode): void {
    const failure = code === undefined ? null : fail(code).failure
    this.#add({ n: this.length + 1, at, event: 'end', ok: state !== 'failed', state, failure })
  }

  /** The program is gone, as after a power failure: what a reader makes of its silence has the number of the last line. */
  fallSilent(): void {
    this.#add({ n: this.length, at, event: 'end', ok: false, state: 'interrupted', failure: null })
  }

  /** What a follower meets when the server cannot be reached any more. */
  breakOff(): void {
    this.error = fail('connectTimedOut', { host: 'h', port: 22, seconds: 10 })
    this.#changed.emit('more')
  }

  async *read(after: number, signal: AbortSignal | undefined): AsyncGenerator<FollowEvent> {
    for (let at = after; ; at += 1) {
      while (at >= this.#events.length && this.error === null) {
        await new Promise<void>((resolve) => {
          this.#changed.once('more', resolve)
          signal?.addEventListener('abort', () => resolve(), { once: true })
        })
        signal?.throwIfAborted()
      }
      if (this.error !== null) throw this.error
      const event = this.#events[at]
      if (event === undefined) return
      yield event
      if (event.event === 'end') return
    }
  }

  #add(event: RunEvent): void {
    this.#events.push(event)
    this.#changed.emit('more')
  }
}

/** The world outside the core, written by the test; `asked` tells what was asked of it. */
export class ScriptedOutside implements Outside {
  readonly asked: string[] = []
  readonly journal = new ScriptedJournal()
  readonly undoJournal = new ScriptedJournal()
  readonly targets: SshTarget[] = []
  readonly specs: ServerSpec[] = []
  readonly mailTests: MailTestInput[] = []
  notices: Notice[] = []
  runs: RunSummary[] = []
  /** How mail tests end. */
  testOk = true
  planFailure: Error | null = null
  changes: Change[] = []
  satisfied: Satisfied[] = []
  readonly only: (readonly string[] | undefined)[] = []
  readonly putBack: (readonly KeptFile[] | undefined)[] = []
  drift: DriftFindings = {
    drift: { readAt: at, lastRun: null, unfinishedRun: null, items: [], kept: [] },
    others: new Set(),
  }

  readonly engine: Engine = {
    planServer: (_session, spec, { planId, now, connectedAddress, only, putBack }) => {
      this.asked.push('plan')
      this.only.push(only)
      this.putBack.push(putBack)
      this.specs.push(spec)
      if (this.planFailure !== null) return Promise.reject(this.planFailure)
      return Promise.resolve(this.#plan(spec, planId, now, connectedAddress))
    },
    applyPlan: (connector, plan, { signal }) => this.#run(`apply ${plan.view.id}`, connector, 0, signal),
    followRun: (connector, runId, after, { signal }) =>
      this.#run(`follow ${runId} ${after}`, connector, after, signal),
    resumeRun: (connector, runId, { signal }) => this.#run(`resume ${runId}`, connector, 0, signal),
    undoRun: (_connector, runId, { signal }) => {
      this.asked.push(`undo ${runId}`)
      return this.undoJournal.read(0, signal)
    },
    cancelRun: (_connector, runId) => {
      this.asked.push(`cancel ${runId}`)
      return Promise.resolve(true)
    },
    listRuns: async (connector) => {
      this.asked.push('list')
      await connector.open()
      return this.runs
    },
    readDrift: () => {
      this.asked.push('drift')
      return Promise.resolve(this.drift)
    },
    rehearseUpgrade: async function* (this: void) {
      yield* await Promise.resolve([])
    },
  }

  connect: Outside['connect'] = (target) => {
    this.asked.push('connect')
    this.targets.push(target)
    return Promise.resolve(scriptedSession(target))
  }

  testConnection: Outside['testConnection'] = () => {
    this.asked.push('test')
    return Promise.resolve({
      ok: false,
      steps: [],
      unknownHostKey: { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:x' },
      changedHostKey: null,
      facts: null,
    })
  }

  async *testMail(test: MailTestInput): AsyncGenerator<TestEvent> {
    this.mailTests.push(test)
    const report = {
      mailbox: test.mailbox.address,
      startedAt: at,
      ok: this.testOk,
      route: 'direct' as const,
      stages: [],
    }
    yield await Promise.resolve({ event: 'report' as const, report })
  }

  #run(
    what: string,
    _connector: Connector,
    after: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<FollowEvent> {
    this.asked.push(what)
    return this.journal.read(after, signal)
  }

  #plan(spec: ServerSpec, id: string, now: Date, address: string): Plan {
    const view = {
      id,
      createdAt: now.toISOString(),
      target: { address, system: 'Debian GNU/Linux 12', hostname: 'h' },
      spec: { ...spec, mailboxes: spec.mailboxes.map(({ name }) => ({ name })) },
      factsDigest: 'digest',
      changes: this.changes,
      satisfied: this.satisfied,
      notices: this.notices,
      unfinishedRun: null,
    }
    return { view, program: 'true' }
  }
}

function scriptedSession(target: SshTarget): SshSession {
  const closed = Promise.withResolvers<void>()
  const refuse = () =>
    Promise.reject(fail('forwardingRefused', { host: 'h', target: 't', detail: 'scripted' }))
  return {
    address: target.address,
    user: target.user,
    hostKey: { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:x' },
    sudoPassword: null,
    commands: 0,
    exec: refuse,
    start: refuse,
    dial: refuse,
    closed: closed.promise,
    close: () => closed.resolve(),
  }
}
