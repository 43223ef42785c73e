import { fail } from '#shared/fail.ts'
import { isSilence, type FollowEvent } from '#shared/model/run.ts'

/** What a run is doing while this program follows it. */
export type RunMode = 'apply' | 'resume' | 'undo' | 'follow'

/** A run that is being followed. */
export interface LiveRun {
  readonly hostId: string
  readonly runId: string
  readonly mode: RunMode
  /** The events after number `after` and all that come, to the end; leaving it, or aborting, stops nothing. */
  read(after: number, signal: AbortSignal | undefined): AsyncGenerator<FollowEvent, void, void>
  /** Resolves when the following is over, however it ended. */
  readonly over: Promise<void>
}

/** Told each event before its readers are, who wait until it is done with it. */
export type OnEvent = (event: FollowEvent) => void | Promise<void>

/**
 * The runs that this program follows in the background, whether anybody watches or not: one that changes a host at a time,
 * readers that come and go.
 */
export class LiveRuns {
  readonly #live = new Map<string, LiveRun>()
  readonly #stop = new AbortController()

  /** Aborts when the program ends: the following stops, the runs on the servers do not. */
  get signal(): AbortSignal {
    return this.#stop.signal
  }

  find(hostId: string, runId: string): LiveRun | null {
    return this.#live.get(nameOf(hostId, runId)) ?? null
  }

  /** Throws `runBusy` while a run of the host is being followed. */
  refuseBusy(hostId: string, hostName: string): void {
    for (const run of this.#live.values()) {
      if (run.hostId === hostId) throw fail('runBusy', { host: hostName })
    }
  }

  /** Begins to follow; `told` are events known beforehand, which readers get first. */
  start(
    run: { hostId: string; runId: string; mode: RunMode },
    events: AsyncGenerator<FollowEvent>,
    told: readonly FollowEvent[],
    onEvent: OnEvent,
  ): LiveRun {
    const log = new EventLog(told)
    const name = nameOf(run.hostId, run.runId)
    const over = pump(events, log, onEvent).finally(() => {
      if (this.#live.get(name) === live) this.#live.delete(name)
    })
    const live: LiveRun = { ...run, over, read: (after, signal) => log.read(after, signal) }
    this.#live.set(name, live)
    return live
  }

  /** Stops following everything. */
  close(): void {
    this.#stop.abort()
  }
}

async function pump(events: AsyncGenerator<FollowEvent>, log: EventLog, onEvent: OnEvent): Promise<void> {
  try {
    for await (const event of events) {
      await onEvent(event)
      log.add(event)
    }
    log.end(null)
  } catch (error) {
    log.end({ error })
  }
}

/** Events in the order in which they came; every reader sees each of them, however slow it is. */
class EventLog {
  readonly #events: FollowEvent[]
  #ended: { failure: { error: unknown } | null } | null = null
  #more = Promise.withResolvers<void>()

  constructor(told: readonly FollowEvent[]) {
    this.#events = [...told]
  }

  add(event: FollowEvent): void {
    this.#events.push(event)
    this.#wake()
  }

  end(failure: { error: unknown } | null): void {
    this.#ended = { failure }
    this.#wake()
  }

  async *read(after: number, signal: AbortSignal | undefined): AsyncGenerator<FollowEvent, void, void> {
    const left = leaving(signal)
    for (let at = 0; !signal?.aborted;) {
      const event = this.#events[at]
      if (event !== undefined) {
        at += 1
        if (event.event === 'connection' || event.n > after || isSilence(event)) yield event
      } else if (this.#ended === null) {
        await Promise.race([this.#more.promise, left])
      } else {
        if (this.#ended.failure !== null) throw this.#ended.failure.error
        return
      }
    }
  }

  #wake(): void {
    this.#more.resolve()
    this.#more = Promise.withResolvers()
  }
}

/** Resolves when the reader is gone: without it a reader of a silent run would wait for ever. */
function leaving(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
}

function nameOf(hostId: string, runId: string): string {
  return JSON.stringify([hostId, runId])
}
