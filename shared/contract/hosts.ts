import { z } from 'zod'
import { connectionReport, hostId, hostInput, hostProfile } from '../model/host-profile.ts'
import { procedure } from './procedure.ts'

const id = z.object({ id: hostId })

export const hostsContract = {
  /** Profiles whose name, address, notes or tags hold the text, by name; all for an empty text. */
  list: procedure.input(z.object({ search: z.string() })).output(z.array(hostProfile)),
  get: procedure.input(id).output(hostProfile),
  create: procedure.input(hostInput).output(hostProfile),
  update: procedure.input(id.extend({ host: hostInput })).output(hostProfile),
  /** A copy, secrets included, under a name that says so. */
  duplicate: procedure.input(id.extend({ name: z.string() })).output(hostProfile),
  remove: procedure.input(id).output(z.object({ removed: z.boolean() })),
  /** Connects, logs in, becomes root, reads facts; an unknown key is reported, never accepted. */
  testConnection: procedure.input(id).output(connectionReport),
  /** Pins the key that was shown; replaces a pinned one only when `replaces` names it. */
  approveHostKey: procedure
    .input(id.extend({ algorithm: z.string(), fingerprint: z.string(), replaces: z.string().nullable() }))
    .output(hostProfile),
}
