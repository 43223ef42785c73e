import type { Statement } from 'better-sqlite3'
import { fail } from '#shared/fail.ts'
import type { Db } from './database.ts'

/** A host key as it was approved: its algorithm, and its fingerprint as ssh-keygen(1) prints it (`SHA256:…`). */
export interface PinnedKey {
  readonly algorithm: string
  readonly fingerprint: string
}

interface KeyRow extends PinnedKey {
  readonly address: string
  readonly port: number
  readonly approved_at: string
}

/** The approved host keys, one for each address and port, as names are compared in DNS: in any case. */
export class HostKeys {
  readonly #find: Statement<[string, number], PinnedKey>
  readonly #put: Statement<[KeyRow]>

  constructor(db: Db) {
    this.#find = db.prepare('SELECT algorithm, fingerprint FROM host_keys WHERE address = ? AND port = ?')
    this.#put = db.prepare(
      `INSERT INTO host_keys VALUES (@address, @port, @algorithm, @fingerprint, @approved_at)
         ON CONFLICT DO UPDATE SET algorithm = @algorithm, fingerprint = @fingerprint, approved_at = @approved_at`,
    )
  }

  pinned(address: string, port: number): PinnedKey | null {
    return this.#find.get(address.toLowerCase(), port) ?? null
  }

  /** Pins a key. Throws `hostKeyStale` when another is pinned and `replaces` does not name its fingerprint. */
  approve(address: string, port: number, key: PinnedKey, replaces: string | null, now: Date): void {
    const pinned = this.pinned(address, port)
    if (pinned !== null && pinned.fingerprint !== key.fingerprint && pinned.fingerprint !== replaces)
      throw fail('hostKeyStale', { host: address, pinned: pinned.fingerprint })
    this.#put.run({
      address: address.toLowerCase(),
      port,
      algorithm: key.algorithm,
      fingerprint: key.fingerprint,
      approved_at: now.toISOString(),
    })
  }
}
