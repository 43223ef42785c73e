import { databaseName } from '#core/store/store.ts'
import { openDatabase } from '#core/store/database.ts'
import { defaultDataDirectory, prepareDataDirectory } from '#core/store/data-directory.ts'
import { HostKeys, type PinnedKey } from '#core/store/host-keys.ts'
import { join } from 'node:path'

/** The host keys that were approved, by address and port. */
export interface HostKeyPins {
  /** The approved key; null where none was approved. */
  find(address: string, port: number): PinnedKey | null
  /** Approves a key in place of the one that `find` told. */
  pin(address: string, port: number, key: PinnedKey, replaces: PinnedKey | null): void
}

/** The pins in the database that window and browser use too, so that a key approved there holds here. */
export function storedHostKeyPins(env: NodeJS.ProcessEnv): HostKeyPins {
  const directory = defaultDataDirectory(env)
  prepareDataDirectory(directory)
  const db = openDatabase(join(directory, databaseName))
  const keys = new HostKeys(db)
  return {
    find: (address, port) => keys.pinned(address, port),
    pin: (address, port, key, replaces) => {
      keys.approve(address, port, key, replaces?.fingerprint ?? null, new Date())
    },
  }
}
