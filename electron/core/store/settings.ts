import type { Statement } from 'better-sqlite3'
import { settings, type Settings } from '#shared/contract/settings.ts'
import type { Db } from './database.ts'
import { toJson } from './row.ts'

/** What the user has set; whatever was never set, or cannot be read any more, is as the defaults say. */
export class StoredSettings {
  readonly #all: Statement<[], { name: string; value: string }>
  readonly #put: Statement<[string, string]>
  readonly #defaults: Settings

  constructor(db: Db, defaults: Settings) {
    this.#all = db.prepare('SELECT name, value FROM settings')
    this.#put = db.prepare(
      'INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    )
    this.#defaults = defaults
  }

  get(): Settings {
    const stored = Object.fromEntries(
      this.#all.all().map(({ name, value }) => [name, JSON.parse(value) as unknown]),
    )
    const { shape } = settings
    return {
      language: shape.language.catch(this.#defaults.language).parse(stored.language),
      theme: shape.theme.catch(this.#defaults.theme).parse(stored.theme),
    }
  }

  save(next: Settings): Settings {
    for (const [name, value] of Object.entries(next)) this.#put.run(name, toJson(value))
    return this.get()
  }
}
