import type { Statement } from 'better-sqlite3'
import { z } from 'zod'
import type { KeptFile } from '#shared/model/kept-file.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './row.ts'

interface KeptRow {
  host_id: string
  path: string
  content: string
  kept_at: string
}

/** Files of hosts whose text, changed by hand there, is part of what is wished. */
export class KeptFiles {
  readonly #ofHost: Statement<[string], KeptRow>
  readonly #put: Statement<[KeptRow]>
  readonly #delete: Statement<[string, string]>

  constructor(db: Db) {
    this.#ofHost = db.prepare('SELECT * FROM kept_files WHERE host_id = ? ORDER BY path')
    this.#put = db.prepare('INSERT OR REPLACE INTO kept_files VALUES (@host_id, @path, @content, @kept_at)')
    this.#delete = db.prepare('DELETE FROM kept_files WHERE host_id = ? AND path = ?')
  }

  /** In the order of their paths. */
  list(hostId: string): KeptFile[] {
    return this.#ofHost
      .all(hostId)
      .map(({ path, content }) => ({ path, content: fromJson(z.string(), content) }))
  }

  put(hostId: string, { path, content }: KeptFile, now: Date): void {
    this.#put.run({ host_id: hostId, path, content: toJson(content), kept_at: now.toISOString() })
  }

  /** False where the file was not kept. */
  remove(hostId: string, path: string): boolean {
    return this.#delete.run(hostId, path).changes > 0
  }
}
