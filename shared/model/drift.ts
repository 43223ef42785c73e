import { z } from 'zod'
import { message, type Message } from '../message.ts'
import { messageSchema } from './message-schema.ts'
import { change } from './plan.ts'

/** Who may have made a change, best clue first. */
export const driftClue = z.object({
  /** `command`: through sudo; `packages`: the package manager; `session`: somebody was logged in then; `owner`: whose it is now. */
  how: z.enum(['command', 'packages', 'session', 'owner']),
  /** True where the clue names the very thing; false where only the time fits. */
  sure: z.boolean(),
  message: messageSchema,
})
export type DriftClue = z.infer<typeof driftClue>

export const driftAspect = z.enum([
  'changed',
  'removed',
  'appeared',
  'replaced',
  'rights',
  'stopped',
  'disabled',
  'masked',
  'version',
  'account',
  'planned',
])
export type DriftAspect = z.infer<typeof driftAspect>

/** One thing that is not as our runs left it. */
export const driftItem = z.object({
  /** Unique in a look, e.g. `path:/etc/postfix/main.cf`. */
  id: z.string(),
  /** The id of the resource in plans, e.g. `file:/etc/postfix/main.cf`. */
  resource: z.string(),
  /** A path, or the name of a service, package, account. */
  name: z.string(),
  aspects: z.array(driftAspect).min(1),
  title: messageSchema,
  /** A sentence for each aspect. */
  findings: z.array(messageSchema),
  /** What we left and what is there; null where there is none, or where it may not be shown. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  language: change.shape.language,
  /** True where the text holds secrets and only its digest was compared. */
  masked: z.boolean(),
  /** ISO 8601 by the server's clock; null where nothing tells. */
  at: z.string().nullable(),
  who: z.array(driftClue),
  /**
   * What a new plan from the wish would do: put it back, put back nothing but its rights, or a part of its text, or leave it as
   * it is; unknown where no wish was given.
   */
  plan: z.enum(['changes', 'rights', 'part', 'leaves', 'unknown']),
  /** The present text may become part of the wish; `digest` says which text was seen. */
  keepable: z.boolean(),
  /** The text that was left, `before`, may be put back as a whole, whatever the wish makes of it. */
  restorable: z.boolean(),
  digest: z.string().nullable(),
})
export type DriftItem = z.infer<typeof driftItem>

/** What becomes of it, in words: by a new plan, and by hand where nothing else can put it back. */
export function driftVerdict({ plan, aspects, restorable }: DriftItem): readonly Message[] {
  const isText = aspects.includes('changed')
  return [
    verdicts[plan],
    ...(plan === 'changes' || plan === 'unknown' || !isText || restorable ? [] : [message('drift.byHand')]),
  ]
}

const verdicts = {
  changes: message('drift.planChanges'),
  rights: message('drift.planRights'),
  part: message('drift.planPart'),
  leaves: message('drift.planLeaves'),
  unknown: message('drift.planUnknown'),
} as const satisfies Record<DriftItem['plan'], Message>

/** Whether a plan can put it back in full. */
export function canPutBack({ plan, restorable }: DriftItem): boolean {
  return plan === 'changes' || (restorable && plan !== 'unknown')
}

/** What is not as our runs left it, on one server at one time. */
export const drift = z.object({
  /** ISO 8601 by the server's clock. */
  readAt: z.string(),
  /** The newest run that left a record; null: nothing to compare with. */
  lastRun: z
    .object({ id: z.string(), domain: z.string(), operator: z.string(), endedAt: z.string() })
    .nullable(),
  /** A run that was cut off or is at work: what it did so far may look like drift. */
  unfinishedRun: z.string().nullable(),
  items: z.array(driftItem),
  /** Paths whose text was kept as part of the wish. */
  kept: z.array(z.string()),
})
export type Drift = z.infer<typeof drift>
