import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from '#core/store/store.ts'
import { Vault } from '#core/vault/vault.ts'
import type { HostInput } from '#shared/model/host-profile.ts'

export const noon = new Date('2026-03-01T12:00:00.000Z')

/** A fresh directory that goes with the test. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mailwright-unit-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** A store and its vault in a fresh directory; both go with the test. */
export async function scratchStore(): Promise<{ store: Store; vault: Vault; directory: string }> {
  const directory = scratchDirectory()
  const vault = await Vault.open({ directory, keychain: null })
  const store = openStore(directory, vault, { language: 'en', theme: 'auto' })
  onTestFinished(() => store.close())
  return { store, vault, directory }
}

/** All bytes of all files of a directory: the database, its log, the key file. */
export function bytesOf(directory: string): Buffer {
  const files = readdirSync(directory, { withFileTypes: true, recursive: true }).filter((each) =>
    each.isFile(),
  )
  return Buffer.concat(files.map((file) => readFileSync(join(file.parentPath, file.name))))
}

export const labHost: HostInput = {
  name: 'Lab',
  address: 'mail.example.test',
  port: 22,
  user: 'root',
  auth: { kind: 'password', password: 'login-secret-1' },
  notes: '',
  tags: [],
}
