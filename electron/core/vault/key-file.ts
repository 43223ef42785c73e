import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { z } from 'zod'
import { fail } from '#shared/fail.ts'

/** The name of the key file in the data directory. */
export const keyFileName = 'vault.json'

const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/)

const keyRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keyFile'), key: base64 }),
  /** The data key as the system's keychain wrapped it. */
  z.object({ kind: z.literal('keychain'), key: base64 }),
  z.object({
    kind: z.literal('passphrase'),
    salt: base64,
    cost: z
      .int()
      .min(2 ** 10)
      .max(2 ** 22),
    blockSize: z.int().min(1).max(32),
    parallel: z.int().min(1).max(16),
    key: base64,
  }),
])

/** What the key file holds: the data key itself, or the data key as keychain or passphrase wrapped it. */
export type KeyRecord = z.infer<typeof keyRecord>

/** Reads the key file; null where there is none. Throws `vaultFileDamaged`. */
export function readKeyFile(path: string): KeyRecord | null {
  try {
    return keyRecord.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    // What a damaged file holds may be a key: its words are not repeated.
    const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : 'JSON'
    throw fail('vaultFileDamaged', { path, detail })
  }
}

/** Puts a key file in the place of the present one, for this user alone (0600), whole or not at all. */
export function replaceKeyFile(path: string, record: KeyRecord): void {
  renameSync(stage(path, record), path)
}

/** Writes the first key file; false where another process was faster and its file stands. */
export function createKeyFile(path: string, record: KeyRecord): boolean {
  const staged = stage(path, record)
  try {
    linkSync(staged, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(staged, { force: true })
  }
}

function stage(path: string, record: KeyRecord): string {
  const staged = `${path}.${process.pid}.new`
  rmSync(staged, { force: true })
  const file = openSync(staged, 'wx', 0o600)
  try {
    writeSync(file, JSON.stringify(record))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return staged
}
