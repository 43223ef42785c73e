import { implement } from '@orpc/server'
import { settingsContract, type Settings } from '#shared/contract/settings.ts'
import { fail } from '#shared/fail.ts'
import type { FakeStore } from './fake-store.ts'

/** Settings in memory, with a vault whose passphrase is whatever was set. */
export function fakeSettingsHandlers(store: FakeStore) {
  const os = implement(settingsContract)
  return {
    get: os.get.handler(() => store.settings),
    save: os.save.handler(({ input }) => {
      store.settings = input
      for (const listener of store.settingsListeners) listener(input)
      return input
    }),
    watch: os.watch.handler(async function* ({ signal }) {
      while (signal?.aborted !== true) {
        yield await new Promise<Settings>((resolve) => {
          const listener = (settings: Settings) => {
            store.settingsListeners.delete(listener)
            resolve(settings)
          }
          store.settingsListeners.add(listener)
        })
      }
    }),
    about: os.about.handler(() => ({
      version: '0.1.0',
      runtime: 'Node.js v24.21.0',
      dataDirectory: '/home/user/.local/share/mailwright',
      mode: 'browser' as const,
      vault: store.passphrase === '' ? ('keyFile' as const) : ('passphrase' as const),
      locked: store.locked,
    })),
    unlock: os.unlock.handler(({ input }) => {
      const unlocked = input.passphrase === store.passphrase
      if (unlocked) store.locked = false
      return { unlocked }
    }),
    setPassphrase: os.setPassphrase.handler(({ input }) => {
      if (input.current !== store.passphrase) throw fail('internal', { detail: 'passphrase' })
      store.passphrase = input.next
      return { set: input.next !== '' }
    }),
  }
}
