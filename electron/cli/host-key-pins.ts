import { openDatabase } from '#core/store/database.ts'
import {
  databaseName,
  defaultDataDirectory,
  findFormerData,
  prepareDataDirectory,
} from '#core/store/data-directory.ts'
import { HostKeys, type PinnedKey } from '#core/store/host-keys.ts'
import type { Endpoint } from '#core/ssh/dial.ts'
import { join } from 'node:path'

/** The host keys that were approved, by address and port. */
export interface HostKeyPins {
  /** The approved key; null where none was approved. */
  find(server: Endpoint): PinnedKey | null
  /** Approves a key in place of the one that `find` told. */
  pin(server: Endpoint, key: PinnedKey, replaces: PinnedKey | null): void
}

/** The pins in the database that window and browser use too, so that a key approved there holds here. */
export async function storedHostKeyPins(env: NodeJS.ProcessEnv): Promise<HostKeyPins> {
  const directory = defaultDataDirectory(env)
  prepareDataDirectory(directory)
  if (findFormerData(directory, env) !== null) await moveHere(directory, env)
  const db = openDatabase(join(directory, databaseName))
  const keys = new HostKeys(db)
  return {
    find: ({ address, port }) => keys.pinned(address, port),
    pin: ({ address, port }, key, replaces) => {
      keys.approve(address, port, key, replaces?.fingerprint ?? null, new Date())
    },
  }
}

/** Loaded only where it is needed, which is once. */
async function moveHere(directory: string, env: NodeJS.ProcessEnv): Promise<void> {
  const [{ takeOverFormerData }, { LogFile }, { Scrubber }] = await Promise.all([
    import('#core/store/former-data.ts'),
    import('#core/log/log-file.ts'),
    import('#core/log/scrubber.ts'),
  ])
  takeOverFormerData(directory, new LogFile(directory, new Scrubber()), env)
}
