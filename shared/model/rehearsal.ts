import { z } from 'zod'
import { listMessage } from '../list-message.ts'
import { message, type Message, type MessageParam } from '../message.ts'
import { change, groupId, notice } from './plan.ts'

/** A daemon's checker on one configuration: it accepts it, refuses it, or could not be asked. */
const verdict = z.object({
  state: z.enum(['holds', 'fails', 'unknown']),
  /** What the checker said, at most a page; empty where it said nothing. */
  words: z.string(),
})
export type RehearsalVerdict = z.infer<typeof verdict>

/** One checker of the next release, asked about the configuration as it is and as the plan after the upgrade makes it. */
export const rehearsalCheck = z.object({
  group: groupId,
  /** The checker, e.g. `doveconf`. */
  name: z.string(),
  /** Of the present configuration, as the upgrade leaves it. */
  asIs: verdict,
  /** After the plan, where the present files were kept. */
  kept: verdict,
  /** After the plan, where the package's files were taken; null where the upgrade asks about no file. */
  replaced: verdict.nullable(),
})
export type RehearsalCheck = z.infer<typeof rehearsalCheck>

/** How an upgrade to the next release would go, tried without changing anything on the server. */
export const rehearsal = z.object({
  /** ISO 8601 by the server's clock. */
  readAt: z.string(),
  hostname: z.string(),
  /** Names of the systems, for people. */
  from: z.string(),
  to: z.string(),
  /** Names of the releases in package sources, e.g. `bookworm`. */
  fromSuite: z.string(),
  toSuite: z.string(),
  /** The packages that serve mail and names now, with their versions. */
  programs: z.array(z.object({ name: z.string(), before: z.string(), after: z.string() })),
  /** What the whole upgrade does by apt's own count; null where apt could not tell. */
  upgrade: z
    .object({
      upgraded: z.int(),
      added: z.int(),
      held: z.int(),
      removed: z.array(z.string()),
      /** Bytes to download. */
      download: z.number(),
    })
    .nullable(),
  /** Sources of others than the distribution, which the rehearsal leaves out. */
  foreignSources: z.array(z.string()),
  /** Files about which the upgrade asks whether to keep them. */
  questions: z.array(z.string()),
  checks: z.array(rehearsalCheck),
  /** Settings of the present configuration that the next release no longer knows. */
  lost: z.array(z.object({ file: z.string(), name: z.string() })),
  /** What the plan after the upgrade changes, where the present files were kept. */
  changes: z.array(change),
  notices: z.array(notice),
  /** Bytes that the rehearsal downloaded. */
  downloaded: z.number(),
  /** Milliseconds. */
  duration: z.number(),
  /** Every checker of the next release accepts what the plan makes, whichever files are kept. */
  ok: z.boolean(),
})
export type Rehearsal = z.infer<typeof rehearsal>

export const rehearsalStepId = z.enum(['facts', 'lists', 'download', 'unpack', 'check'])
export type RehearsalStepId = z.infer<typeof rehearsalStepId>

/** What a rehearsal tells while it runs, and its result. */
export const rehearsalEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('step'),
    step: rehearsalStepId,
    /** Of packages, while they are downloaded. */
    done: z.int().nullable(),
    total: z.int().nullable(),
    /** Bytes that the step downloads, where known. */
    bytes: z.number().nullable(),
  }),
  z.object({ event: z.literal('rehearsal'), rehearsal }),
])
export type RehearsalEvent = z.infer<typeof rehearsalEvent>

/** What is to be said of a checker: a sentence, its tone, and its own words where they are worth reading. */
export function judgeCheck({ name, kept, replaced }: RehearsalCheck): {
  readonly tone: 'good' | 'bad' | 'unsure'
  readonly text: Message
  readonly words: string
} {
  if (kept.state === 'fails')
    return { tone: 'bad', text: message('rehearsal.checkFails', { name }), words: kept.words }
  if (replaced?.state === 'fails')
    return { tone: 'bad', text: message('rehearsal.checkReplacedFails', { name }), words: replaced.words }
  if (kept.state === 'unknown')
    return { tone: 'unsure', text: message('rehearsal.checkUnknown', { name }), words: kept.words }
  return { tone: 'good', text: message('rehearsal.checkHolds', { name }), words: kept.words }
}

/** Settings that the next release no longer knows, by the file they stand in. */
export function lostByFile(lost: Rehearsal['lost']): readonly { file: string; names: MessageParam }[] {
  return [...new Set(lost.map(({ file }) => file))].map((file) => ({
    file,
    names: listMessage(lost.flatMap((each) => (each.file === file ? [each.name] : []))),
  }))
}
