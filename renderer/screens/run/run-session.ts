import { ORPCError } from '@orpc/client'
import type { FollowEvent } from '#shared/model/run.ts'
import { failureShown } from '../../components/failure-alert.tsx'
import type { Core } from '../../query.ts'
import { afterEvent, emptyRunView, type RunView } from './run-view.ts'

/** What a session is asked to do with its host. */
export type RunRequest =
  /** Applies an approved plan, or joins its run where it was begun already. */
  | { readonly kind: 'apply'; readonly planId: string }
  | { readonly kind: 'follow' | 'resume' | 'undo'; readonly runId: string }

export interface SessionState {
  readonly phase: 'connecting' | 'following' | 'ended' | 'broken'
  /** What the session was asked for last. */
  readonly asked: RunRequest
  readonly view: RunView
  readonly error: unknown
  readonly cancelAsked: boolean
}

function begunState(asked: RunRequest, view: RunView): SessionState {
  return { phase: 'connecting', asked, view, error: null, cancelAsked: false }
}

/** Output comes in bursts; the window repaints at most this often (ms). */
const repaintEvery = 80
const longestWait = 10_000

/**
 * Follows one run of one host for as long as somebody watches: joins again after the last event whenever the stream breaks off, and never applies a
 * plan twice. Leaving it stops nothing on the server.
 */
export class RunSession {
  readonly #core: Core
  readonly #hostId: string
  readonly #first: RunRequest
  #state: SessionState
  #shown: SessionState
  #repaint: ReturnType<typeof setTimeout> | null = null
  #listeners = new Set<() => void>()
  #reading: AbortController | null = null
  #leaving: ReturnType<typeof setTimeout> | null = null

  constructor(core: Core, hostId: string, request: RunRequest) {
    this.#core = core
    this.#hostId = hostId
    this.#first = request
    this.#state = begunState(request, emptyRunView)
    this.#shown = this.#state
  }

  /** For useSyncExternalStore. */
  readonly snapshot = (): SessionState => this.#shown
  /** For useSyncExternalStore; the first listener sets the session going, the last one that leaves ends the reading. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#leaving !== null) clearTimeout(this.#leaving)
    if (this.#reading === null) void this.begin(this.#first)
    return () => {
      this.#listeners.delete(listener)
      // React in development leaves and comes back at once; that is not leaving.
      if (this.#listeners.size === 0) this.#leaving = setTimeout(() => this.#leave(), 50)
    }
  }

  /** Drops the stream that is being read, and does what is asked instead. */
  async begin(request: RunRequest): Promise<void> {
    this.#reading?.abort()
    const reading = new AbortController()
    this.#reading = reading
    const isSame = request.kind === 'resume' || request.kind === 'follow'
    // Where the server refuses, nothing else tells what was refused.
    const fresh: RunView = { ...emptyRunView, mode: request.kind === 'undo' ? 'undo' : 'apply' }
    this.#set(begunState(request, isSame ? { ...this.#state.view, end: null } : fresh))
    try {
      await this.#read(request, reading.signal)
    } catch (error) {
      if (!reading.signal.aborted) this.#set({ phase: 'broken', error })
    }
  }

  /** Reads on after the last event that was seen. */
  async join(): Promise<void> {
    const { runId } = this.#state.view
    await this.begin(runId === null ? this.#first : { kind: 'follow', runId })
  }

  /** Asks the program to stop before its next step. */
  async cancel(): Promise<void> {
    const { runId } = this.#state.view
    if (runId === null) return
    try {
      const { asked } = await this.#core.runs.cancel({ hostId: this.#hostId, runId })
      this.#set({ cancelAsked: asked })
    } catch (error) {
      this.#set({ error })
    }
  }

  async #read(request: RunRequest, signal: AbortSignal): Promise<void> {
    let next = request
    for (let attempt = 1; ; attempt += 1) {
      try {
        const stream = await this.#open(next, signal)
        const before = this.#state.view.last
        for await (const event of stream) {
          if (signal.aborted) return
          this.#hear(event)
        }
        if (this.#state.view.last > before) attempt = 1
        if (this.#state.view.end !== null) return
      } catch (error) {
        if (signal.aborted) return
        // The core has answered, or nothing was begun: nothing is gained by asking again.
        if (!wasBegun(next, error) && (isAnswer(error) || this.#state.view.runId === null)) throw error
      }
      const runId = this.#state.view.runId ?? ('runId' in next ? next.runId : next.planId)
      next = { kind: 'follow', runId }
      if (attempt > 1 && this.#state.view.runId !== null)
        this.#hear({ event: 'connection', state: 'lost', attempt: attempt - 1 })
      await pause(Math.min(250 * 2 ** attempt, longestWait), signal)
      if (signal.aborted) return
    }
  }

  #open(request: RunRequest, signal: AbortSignal) {
    const { runs } = this.#core
    const options = { signal }
    if (request.kind === 'apply') return runs.apply({ planId: request.planId }, options)
    const run = { hostId: this.#hostId, runId: request.runId }
    if (request.kind === 'follow') return runs.follow({ ...run, after: this.#state.view.last }, options)
    return request.kind === 'resume' ? runs.resume(run, options) : runs.undo(run, options)
  }

  #hear(event: FollowEvent): void {
    const view = afterEvent(this.#state.view, event, Date.now())
    this.#state = { ...this.#state, view, phase: view.end === null ? 'following' : 'ended' }
    this.#repaint ??= setTimeout(() => this.#show(), repaintEvery)
  }

  #set(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change }
    this.#show()
  }

  #show(): void {
    if (this.#repaint !== null) clearTimeout(this.#repaint)
    this.#repaint = null
    this.#shown = this.#state
    for (const listener of this.#listeners) listener()
  }

  #leave(): void {
    this.#reading?.abort()
    this.#reading = null
  }
}

const isAnswer = (error: unknown) => error instanceof ORPCError && error.code === 'FAILURE'

/** True where a plan is refused because its run is under way already: before a reload, in another window. */
function wasBegun(request: RunRequest, error: unknown): boolean {
  return (
    request.kind === 'apply' && isAnswer(error) && ['planUsed', 'runBusy'].includes(failureShown(error).code)
  )
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
