import type { Settings } from '#shared/contract/settings.ts'
import type { StoredSettings } from '../store/settings.ts'

/** The settings and whoever watches them. */
export class LiveSettings {
  readonly #stored: StoredSettings
  readonly #watchers = new Set<(settings: Settings) => void>()

  constructor(stored: StoredSettings) {
    this.#stored = stored
  }

  get(): Settings {
    return this.#stored.get()
  }

  save(next: Settings): Settings {
    const saved = this.#stored.save(next)
    for (const tell of this.#watchers) tell(saved)
    return saved
  }

  /** Calls back with the settings whenever they are saved; the result ends that. */
  onChange(tell: (settings: Settings) => void): () => void {
    this.#watchers.add(tell)
    return () => void this.#watchers.delete(tell)
  }

  /** The settings now and whenever they change; a slow reader gets the newest, not each. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<Settings, void, void> {
    let changed = Promise.withResolvers<void>()
    const wake = () => changed.resolve()
    const stop = this.onChange(wake)
    signal?.addEventListener('abort', wake)
    try {
      while (!signal?.aborted) {
        yield this.get()
        await changed.promise
        changed = Promise.withResolvers()
      }
    } finally {
      signal?.removeEventListener('abort', wake)
      stop()
    }
  }
}
