import type { Draft } from '#shared/model/draft.ts'
import type { Core } from '../../query.ts'

/** Whether all that was typed is stored. */
export type SaveState = { kind: 'saved' } | { kind: 'saving' } | { kind: 'failed'; error: unknown }

const quiet = 400
const retryAfter = 3000

/** Stores drafts one after another, the last one after a pause in typing; what could not be stored is tried again. */
export class DraftSaver {
  readonly #core: Core
  #waiting: Draft | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #chain: Promise<void> = Promise.resolve()
  #state: SaveState = { kind: 'saved' }
  readonly #listeners = new Set<() => void>()

  constructor(core: Core) {
    this.#core = core
  }

  readonly state = (): SaveState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Stores the draft soon. */
  queue(draft: Draft): void {
    this.#waiting = draft
    if (this.#state.kind !== 'saving') this.#tell({ kind: 'saving' })
    this.#flushIn(quiet)
  }

  /** Stores what waits now; resolves when it is stored or has failed. */
  readonly flush = (): Promise<void> => {
    clearTimeout(this.#timer)
    this.#chain = this.#chain.then(() => this.#saveWaiting())
    return this.#chain
  }

  async #saveWaiting(): Promise<void> {
    const draft = this.#waiting
    if (draft === null) return
    this.#waiting = null
    const { updatedAt: _updatedAt, ...stored } = draft
    try {
      await this.#core.drafts.save(stored)
      if (this.#isIdle()) this.#tell({ kind: 'saved' })
    } catch (error) {
      this.#waiting ??= draft
      this.#tell({ kind: 'failed', error })
      this.#flushIn(retryAfter)
    }
  }

  #isIdle(): boolean {
    return this.#waiting === null
  }

  #flushIn(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), milliseconds)
  }

  #tell(state: SaveState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
