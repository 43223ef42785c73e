import { z } from 'zod'
import { hostAddressShape, hostUserShape } from './host-shapes.ts'
import { messageSchema } from './message-schema.ts'
import type { MessageKey } from '../message.ts'

const key = (name: MessageKey): MessageKey => name

export const hostId = z.string().min(1)

/** How one logs in. A secret left out on edit keeps the stored one; an empty text removes it. */
export const authInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), password: z.string().optional() }),
  z.object({
    kind: z.literal('key'),
    /** The private key's text; a path is read by the app beforehand. */
    privateKey: z.string().optional(),
    passphrase: z.string().optional(),
  }),
  z.object({ kind: z.literal('agent') }),
])

export const hostInput = z.object({
  name: z.string().trim().min(1, key('hosts.nameMissing')).max(80, key('hosts.nameTooLong')),
  address: z
    .string()
    .trim()
    .min(1, key('hosts.addressMissing'))
    .max(253, key('hosts.addressInvalid'))
    .regex(hostAddressShape, key('hosts.addressInvalid')),
  port: z.int(key('hosts.portInvalid')).min(1, key('hosts.portInvalid')).max(65535, key('hosts.portInvalid')),
  user: z
    .string()
    .trim()
    .min(1, key('hosts.userMissing'))
    .max(64, key('hosts.userInvalid'))
    .regex(hostUserShape, key('hosts.userInvalid')),
  auth: authInput,
  /** For users other than root whose sudo asks. Left out on edit: the stored one stays. */
  sudoPassword: z.string().optional(),
  notes: z.string().max(10_000, key('hosts.notesTooLong')),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
})
export type HostInput = z.infer<typeof hostInput>

/** A host as it is shown: which secrets exist, never the secrets. */
export const hostProfile = z.object({
  id: hostId,
  name: z.string(),
  address: z.string(),
  port: z.int(),
  user: z.string(),
  auth: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('password'), hasPassword: z.boolean() }),
    z.object({ kind: z.literal('key'), hasKey: z.boolean(), hasPassphrase: z.boolean() }),
    z.object({ kind: z.literal('agent') }),
  ]),
  hasSudoPassword: z.boolean(),
  notes: z.string(),
  tags: z.array(z.string()),
  hostKey: z.object({ algorithm: z.string(), fingerprint: z.string() }).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type HostProfile = z.infer<typeof hostProfile>

/** What `Test connection` found: each step in words. */
export const connectionReport = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({
      id: z.enum(['resolve', 'connect', 'hostKey', 'login', 'root', 'system']),
      state: z.enum(['pass', 'fail', 'skipped']),
      finding: messageSchema,
      advice: messageSchema.nullable(),
    }),
  ),
  /** A key that nobody has approved yet. */
  unknownHostKey: z.object({ algorithm: z.string(), fingerprint: z.string() }).nullable(),
  /** A key other than the one approved. */
  changedHostKey: z
    .object({ pinned: z.string(), offered: z.string(), algorithm: z.string().optional() })
    .nullable(),
  /** Facts that fill the wizard's defaults. */
  facts: z
    .object({
      system: z.string(),
      supported: z.boolean(),
      hostname: z.string(),
      addresses: z.array(z.string()),
      nameservers: z.array(z.string()),
      firewall: z.string(),
      /** Mail programs that are there already. */
      installed: z.array(z.string()),
    })
    .nullable(),
})
export type ConnectionReport = z.infer<typeof connectionReport>
