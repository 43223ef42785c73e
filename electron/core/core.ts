import { implement } from '@orpc/server'
import { contract } from '#shared/contract/contract.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { languageOfLocale } from '#shared/language.ts'
import { draftsHandlers } from './handlers/drafts.ts'
import { driftHandlers } from './handlers/drift.ts'
import { failureDoor } from './handlers/failures.ts'
import { HostLines } from './handlers/host-lines.ts'
import { hostsHandlers } from './handlers/hosts.ts'
import { LiveSettings } from './handlers/live-settings.ts'
import { MadeAccounts } from './handlers/made-accounts.ts'
import { mailHandlers } from './handlers/mail.ts'
import { plansHandlers } from './handlers/plans.ts'
import { RunDesk } from './handlers/run-desk.ts'
import { rehearsalsHandlers } from './handlers/rehearsals.ts'
import { runsHandlers } from './handlers/runs.ts'
import { settingsHandlers } from './handlers/settings.ts'
import { LogFile } from './log/log-file.ts'
import { Scrubber } from './log/scrubber.ts'
import type { CorePorts } from './ports.ts'
import { prepareDataDirectory } from './store/data-directory.ts'
import { takeOverFormerData } from './store/former-data.ts'
import { openStore } from './store/store.ts'
import { Vault } from './vault/vault.ts'

/** A core that runs: its router for whatever wire, and what its host process needs besides. */
export type Core = Awaited<ReturnType<typeof createCore>>

/**
 * Puts the core together. Rejects with a failure where data directory, database or vault cannot be used; nothing that is
 * there is changed then.
 */
export async function createCore(ports: CorePorts) {
  prepareDataDirectory(ports.dataDirectory)
  const scrubber = new Scrubber()
  const log = new LogFile(ports.dataDirectory, scrubber)
  takeOverFormerData(ports.dataDirectory, log)
  const vault = await Vault.open({
    directory: ports.dataDirectory,
    keychain: ports.keychain,
    onSecret: (text) => scrubber.hide(text),
  })
  const defaults: Settings = { language: languageOfLocale(ports.locale), theme: 'auto' }
  const store = openStore(ports.dataDirectory, vault, defaults)
  const now = ports.now ?? (() => new Date())
  const { outside } = ports
  const { engine } = outside
  const door = failureDoor(log, scrubber)
  const settings = new LiveSettings(store.settings)
  const lines = new HostLines(store, outside)
  const accounts = new MadeAccounts(store, lines, now)
  const desk = new RunDesk({ store, engine, lines, accounts, log, now })

  const router = implement(contract)
    .use(async ({ next, path }) => {
      try {
        return await next()
      } catch (error) {
        throw door.toWire(path.join('.'), error)
      }
    })
    .router({
      hosts: hostsHandlers({ store, lines, now }),
      drafts: draftsHandlers({ store, now }),
      plans: plansHandlers({ store, engine, lines, now }),
      runs: runsHandlers({ desk, door }),
      drift: driftHandlers({ store, engine, lines, now }),
      rehearsals: rehearsalsHandlers({ store, engine, lines, door, now }),
      mail: mailHandlers({ store, outside, lines, door, now }),
      settings: settingsHandlers({ ports, settings, vault }),
    })

  return {
    router,
    settings,
    log,
    /** Ends connections and closes the database; runs on servers go on. */
    close: (): void => {
      desk.close()
      lines.close()
      store.close()
    },
  }
}
