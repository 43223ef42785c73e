import { z } from 'zod'
import { message, type Message } from '../message.ts'
import { messageSchema } from './message-schema.ts'
import { serverSpec } from './server-spec.ts'

/** The groups of a run in the order in which they are applied; each is whole or not at all. */
export const groupIds = [
  'packages',
  'host',
  'accounts',
  'tls',
  'bind',
  'resolver',
  'dovecot',
  'postfix',
  'firewall',
] as const
export const groupId = z.enum(groupIds)
export type GroupId = z.infer<typeof groupId>

/** One change as people see it: what, why, before and after, how it is checked, how it is undone. */
export const change = z.object({
  /** The resource's id, e.g. `file:/etc/postfix/main.cf`. */
  id: z.string(),
  group: groupId,
  kind: z.string(),
  action: z.enum(['create', 'update', 'remove', 'run']),
  title: messageSchema,
  reason: messageSchema,
  /** Text before and after; null where there is none. Secret text is never here. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  language: z.enum(['properties', 'zone', 'nginx', 'shell', 'text']),
  /** Of a file whose text is as wished: only mode and owner change. */
  rightsOnly: z.boolean().optional(),
  /** True where before and after stand for text that is kept secret. */
  masked: z.boolean(),
  /** The same as shell commands, as one would type them. */
  commands: z.array(z.string()),
  verify: messageSchema,
  /** How undo takes it back; `reversible` false: it cannot, and the text says why. */
  undo: z.object({ reversible: z.boolean(), message: messageSchema }),
  warnings: z.array(messageSchema),
})
export type Change = z.infer<typeof change>

/** A wish that is already true, with its reason, so that an empty plan says why it is empty. */
export const satisfied = z.object({ id: z.string(), group: groupId, title: messageSchema })
export type Satisfied = z.infer<typeof satisfied>

export const notice = z.object({ blocking: z.boolean(), message: messageSchema })
export type Notice = z.infer<typeof notice>

export const planView = z.object({
  /** Also the id of the run that applies it. */
  id: z.string(),
  createdAt: z.string(),
  target: z.object({ address: z.string(), system: z.string(), hostname: z.string() }),
  /** The wish without passwords. */
  spec: serverSpec,
  /** SHA-256 of the facts that the plan was made from. */
  factsDigest: z.string(),
  changes: z.array(change),
  satisfied: z.array(satisfied),
  notices: z.array(notice),
  /** An unfinished run on the server that must be continued or undone first. */
  unfinishedRun: z.string().nullable(),
  /** Who is at work on the server while the plan is made; absent where nobody is. */
  atWork: messageSchema.optional(),
})
export type PlanView = z.infer<typeof planView>

/** What other run keeps this plan from being applied, in words with a title; null where none does. */
export function otherRun({ atWork, unfinishedRun: run }: PlanView): Record<'title' | 'text', Message> | null {
  if (atWork !== undefined)
    return { title: message('plan.atWorkTitle'), text: message('plan.atWorkText', { holder: atWork }) }
  if (run === null) return null
  return { title: message('plan.unfinishedTitle'), text: message('plan.unfinishedText', { run }) }
}
