import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './procedure.ts'

export const settings = z.object({
  language: z.enum(['zh', 'en']),
  theme: z.enum(['light', 'dark', 'auto']),
})
export type Settings = z.infer<typeof settings>

export const settingsContract = {
  get: procedure.output(settings),
  save: procedure.input(settings).output(settings),
  /** The settings whenever they change, so that menus and windows follow at once. */
  watch: procedure.output(eventIterator(settings)),
  about: procedure.output(
    z.object({
      version: z.string(),
      runtime: z.string(),
      dataDirectory: z.string(),
      mode: z.enum(['desktop', 'browser', 'terminal']),
      /** Where secrets are sealed: the system's keychain, a key file, or a passphrase. */
      vault: z.enum(['keychain', 'keyFile', 'passphrase']),
      locked: z.boolean(),
    }),
  ),
  /** Opens a vault that is protected by a passphrase. */
  unlock: procedure.input(z.object({ passphrase: z.string() })).output(z.object({ unlocked: z.boolean() })),
  /** Sets, changes or (empty) removes the passphrase of the key file. */
  setPassphrase: procedure
    .input(z.object({ current: z.string(), next: z.string() }))
    .output(z.object({ set: z.boolean() })),
}
