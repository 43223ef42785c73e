import { join } from 'node:path'
import type { Settings } from '#shared/contract/settings.ts'
import type { Vault } from '../vault/vault.ts'
import { databaseName } from './data-directory.ts'
import { openDatabase } from './database.ts'
import { Drafts } from './drafts.ts'
import { HostKeys } from './host-keys.ts'
import { Hosts } from './hosts.ts'
import { KeptFiles } from './kept-files.ts'
import { MailAccounts } from './mail-accounts.ts'
import { Plans } from './plans.ts'
import { Runs } from './runs.ts'
import { StoredSettings } from './settings.ts'

/** All tables of one database. */
export interface Store {
  readonly hosts: Hosts
  readonly hostKeys: HostKeys
  readonly drafts: Drafts
  readonly plans: Plans
  readonly runs: Runs
  readonly keptFiles: KeptFiles
  readonly mailAccounts: MailAccounts
  readonly settings: StoredSettings
  close(): void
}

/** Opens the database of a data directory. Throws as `openDatabase` does. */
export function openStore(directory: string, vault: Vault, defaults: Settings): Store {
  const db = openDatabase(join(directory, databaseName))
  const hostKeys = new HostKeys(db)
  return {
    hostKeys,
    hosts: new Hosts(db, vault, hostKeys),
    drafts: new Drafts(db, vault),
    plans: new Plans(db, vault),
    runs: new Runs(db),
    keptFiles: new KeptFiles(db),
    mailAccounts: new MailAccounts(db, vault),
    settings: new StoredSettings(db, defaults),
    close: () => db.close(),
  }
}
