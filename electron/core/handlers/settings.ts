import { implement } from '@orpc/server'
import { settingsContract } from '#shared/contract/settings.ts'
import { Secret } from '#shared/secret.ts'
import type { CorePorts } from '../ports.ts'
import type { Vault } from '../vault/vault.ts'
import type { LiveSettings } from './live-settings.ts'

interface SettingsNeeds {
  readonly ports: Pick<CorePorts, 'mode' | 'version' | 'dataDirectory'>
  readonly settings: LiveSettings
  readonly vault: Vault
}

/** Language and theme, what the program says of itself, and the vault's passphrase. */
export function settingsHandlers({ ports, settings, vault }: SettingsNeeds) {
  const on = implement(settingsContract)
  return {
    get: on.get.handler(() => settings.get()),
    save: on.save.handler(({ input }) => settings.save(input)),
    watch: on.watch.handler(({ signal }) => settings.watch(signal)),
    about: on.about.handler(() => ({
      version: ports.version,
      runtime: `Node ${process.versions.node}`,
      dataDirectory: ports.dataDirectory,
      mode: ports.mode,
      vault: vault.kind,
      locked: vault.locked,
    })),
    unlock: on.unlock.handler(async ({ input }) => {
      await vault.unlock(new Secret(input.passphrase))
      return { unlocked: !vault.locked }
    }),
    setPassphrase: on.setPassphrase.handler(async ({ input }) => {
      await vault.setPassphrase(new Secret(input.current), new Secret(input.next))
      return { set: input.next !== '' }
    }),
  }
}
