import { fail } from '#shared/fail.ts'
import { type FollowEvent, isRefusedRun, type RunEvent, type RunSummary } from '#shared/model/run.ts'
import type { LogFile } from '../log/log-file.ts'
import { operatorName } from '../operator-name.ts'
import type { Engine, RunOptions } from '../ports.ts'
import type { Journal } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { HostLines } from './host-lines.ts'
import { type LiveRun, LiveRuns, type RunMode } from './live-runs.ts'
import type { MadeAccounts } from './made-accounts.ts'

/** What the desk works with. */
export interface RunDeskNeeds {
  readonly store: Store
  readonly engine: Engine
  readonly lines: HostLines
  readonly accounts: MadeAccounts
  readonly log: LogFile
  readonly now: () => Date
}

/** Starts, joins and lists runs: what the engine tells is kept on this computer, so that it can be shown without the server. */
export class RunDesk {
  readonly #needs: RunDeskNeeds
  readonly #live = new LiveRuns()

  constructor(needs: RunDeskNeeds) {
    this.#needs = needs
  }

  /** Applies a stored plan. Throws `planUnknown`, `planUsed`, `planBlocked`, `runBusy` before anything is sent. */
  apply(planId: string): LiveRun {
    const { store, engine, lines, now } = this.#needs
    const { hostId, draftId, view, appliedAt } = store.plans.get(planId)
    if (appliedAt !== null) throw fail('planUsed')
    const blocking = view.notices.find((notice) => notice.blocking)
    if (blocking !== undefined) throw fail('planBlocked', { reason: blocking.message })
    this.#refuseBusy(hostId)
    const plan = store.plans.program(planId)
    const events = engine.applyPlan(lines.connector(hostId), plan, this.#options())
    let begun = false
    return this.#follow({ hostId, runId: planId, mode: 'apply' }, events, [], () => {
      if (begun) return
      begun = true
      const at = now()
      store.plans.markApplied(planId, at)
      if (draftId !== null) store.drafts.link(draftId, { planId, runId: planId })
      store.runs.put(hostId, {
        id: planId,
        hostId,
        domain: view.spec.domain,
        state: 'running',
        startedAt: at.toISOString(),
        endedAt: null,
        operator: operatorName(),
        changes: view.changes.length,
      })
    })
  }

  /** Goes on with an interrupted run. Throws `runBusy`. */
  resume(hostId: string, runId: string): LiveRun {
    this.#refuseBusy(hostId)
    const { engine, lines } = this.#needs
    const events = engine.resumeRun(lines.connector(hostId), runId, this.#options())
    return this.#follow({ hostId, runId, mode: 'resume' }, events, [])
  }

  /** Puts back what a run changed. Throws `runBusy`. */
  undo(hostId: string, runId: string): LiveRun {
    this.#refuseBusy(hostId)
    const { engine, lines } = this.#needs
    const events = engine.undoRun(lines.connector(hostId), runId, this.#options())
    return this.#follow({ hostId, runId, mode: 'undo' }, events, [])
  }

  /** Joins a run: the one that is followed already, a finished one from what is kept here, else from the server. */
  join(
    hostId: string,
    runId: string,
    after: number,
    signal: AbortSignal | undefined,
  ): AsyncIterable<FollowEvent> {
    const live = this.#live.find(hostId, runId)
    if (live !== null) return live.read(after, signal)
    const { store, engine, lines } = this.#needs
    const host = store.hosts.get(hostId)
    const summary = store.runs.find(hostId, runId)
    const isUndone = summary?.state === 'undone'
    const kept = store.runs.events(host.id, runId, isUndone ? 'undo' : 'run', 0)
    // An undo is told from its own beginning, whatever was read of the run: its events are numbered anew.
    if (isWhole(kept, summary)) return replay(kept, isUndone ? 0 : after)
    // After its end only an undo or another try can have followed, which is told from its own beginning.
    const from = isUndone || kept.at(-1)?.event === 'end' ? [] : gapless(kept)
    const events = engine.followRun(lines.connector(hostId), runId, from.length, this.#options())
    return this.#follow({ hostId, runId, mode: 'follow' }, events, from).read(after, signal)
  }

  async cancel(hostId: string, runId: string): Promise<boolean> {
    const { engine, lines } = this.#needs
    return engine.cancelRun(lines.connector(hostId), runId)
  }

  /**
   * The runs that the server and this computer know, newest first. Where the server cannot be asked, only those known here and
   * what was thrown (`unasked`, else null); throws it where none are.
   */
  async list(hostId: string): Promise<{ readonly runs: RunSummary[]; readonly unasked: unknown }> {
    const { store, engine, lines } = this.#needs
    store.hosts.get(hostId)
    let found: readonly RunSummary[] = []
    let unasked: unknown = null
    try {
      found = await engine.listRuns(lines.connector(hostId))
      for (const run of found) this.#update(hostId, run)
    } catch (error) {
      if (store.runs.list(hostId).length === 0) throw error
      unasked = error
    }
    const runs = store.runs
      .list(hostId)
      .filter((run) => !this.#wasRefused(hostId, run, found))
      .map((run) => ({ ...run, ...wayOfUndo(run, found) }))
    return { runs, unasked }
  }

  /** Lets go of all runs; on their servers they go on. */
  close(): void {
    this.#live.close()
  }

  /** Whether the server changed nothing, e.g. because another run was at work: there is nothing to continue or to undo. */
  #wasRefused(hostId: string, { id, state }: RunSummary, found: readonly RunSummary[]): boolean {
    if (state !== 'failed' || found.some((run) => run.id === id)) return false
    const events = this.#needs.store.runs.events(hostId, id, 'run', 0)
    const last = events.at(-1)
    const hasBegun = events.some((event) => event.event === 'step' && event.state === 'done')
    return last?.event === 'end' && !hasBegun && (events.length === 1 || isRefusedRun(last.failure?.code))
  }

  #update(hostId: string, run: RunSummary): void {
    // While it is followed here, its events are newer than the list.
    if (this.#live.find(hostId, run.id) === null) this.#needs.store.runs.put(hostId, run)
  }

  #refuseBusy(hostId: string): void {
    const { name } = this.#needs.store.hosts.get(hostId)
    this.#live.refuseBusy(hostId, name)
  }

  #options(): RunOptions {
    return { operator: operatorName(), signal: this.#live.signal }
  }

  #follow(
    run: { hostId: string; runId: string; mode: RunMode },
    events: AsyncGenerator<FollowEvent>,
    told: readonly RunEvent[],
    onRunEvent: () => void = () => undefined,
  ): LiveRun {
    const { store, accounts, log, now } = this.#needs
    const { hostId, runId, mode } = run
    let journal: Journal = mode === 'undo' ? 'undo' : 'run'
    return this.#live.start(run, events, told, async (event) => {
      if (event.event === 'connection') return
      if (event.event === 'start' && event.mode === 'undo') journal = 'undo'
      onRunEvent()
      if (store.runs.find(hostId, runId) === null) store.runs.put(hostId, strange(runId, event.at, now()))
      store.runs.keep(hostId, runId, journal, event)
      if (event.event !== 'end' || !event.ok) return
      // Before the end is told: whoever hears it finds the accounts there.
      await accounts
        .follow(hostId, runId, event.state)
        .catch((error: unknown) => log.error('accounts after a run', error))
    })
  }
}

/** A run whose beginning was not seen here; the next list from the server completes it. */
function strange(runId: string, at: string, now: Date): RunSummary {
  return {
    id: runId,
    hostId: null,
    domain: '',
    state: 'running',
    startedAt: at === '' ? now.toISOString() : at,
    endedAt: null,
    operator: '',
    changes: 0,
  }
}

/** What the server alone knows of undoing a run: `found` are its runs in the order in which they began. */
function wayOfUndo(
  { id, state }: RunSummary,
  found: readonly RunSummary[],
): Pick<RunSummary, 'undoing' | 'undoFirst'> {
  const place = found.findIndex((run) => run.id === id)
  const newest = found.findLastIndex((run) => run.state !== 'undone')
  const first = found[newest]
  return {
    ...(found[place]?.undoing === true && state !== 'undone' ? { undoing: true } : {}),
    ...(first !== undefined && place !== -1 && place < newest && state !== 'undone'
      ? { undoFirst: first.id }
      : {}),
  }
}

function isWhole(kept: readonly RunEvent[], summary: RunSummary | null): boolean {
  const last = kept.at(-1)
  if (last?.event !== 'end' || gapless(kept).length !== kept.length) return false
  return summary?.state === last.state
}

function gapless(kept: readonly RunEvent[]): readonly RunEvent[] {
  const gap = kept.findIndex((event, index) => event.n !== index + 1)
  return gap === -1 ? kept : kept.slice(0, gap)
}

async function* replay(kept: readonly RunEvent[], after: number): AsyncGenerator<FollowEvent, void, void> {
  yield* await Promise.resolve(kept.filter(({ n }) => n > after))
}
