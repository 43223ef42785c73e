import { z } from 'zod'
import type { Message, MessageKey } from '../message.ts'
import { failureData } from './failure-data.ts'
import { messageSchema } from './message-schema.ts'
import { groupId } from './plan.ts'

export const runState = z.enum(['running', 'interrupted', 'done', 'failed', 'cancelled', 'undone'])
export type RunState = z.infer<typeof runState>

/**
 * One line of a run's journal as the app tells it. `n` counts from 1 without gaps, so that a reader can go on where it was;
 * `at` is ISO 8601 by the server's clock.
 */
const base = { n: z.int(), at: z.string() }

/** What a daemon's checker says of its configuration: in words, with its place where there is one, and as it stands. */
export const finding = z.object({
  severity: z.enum(['error', 'warning']),
  file: z.string().nullable(),
  line: z.int().nullable(),
  message: messageSchema,
  next: messageSchema.nullable(),
  /** The line of the checker. */
  text: z.string(),
})
export type Finding = z.infer<typeof finding>

export const runEvent = z.discriminatedUnion('event', [
  /** The program runs on the server; `steps` are all its steps in order. */
  z.object({
    ...base,
    event: z.literal('start'),
    /** It comes from a server, and is shown in commands to be typed. */
    run: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
    mode: z.enum(['apply', 'resume', 'undo']),
    steps: z.array(
      z.object({ id: z.string(), group: groupId.nullable(), title: messageSchema, weight: z.number() }),
    ),
  }),
  z.object({
    ...base,
    event: z.literal('step'),
    step: z.string(),
    state: z.enum(['running', 'done', 'failed', 'skipped']),
  }),
  /** A line that a command printed. */
  z.object({ ...base, event: z.literal('output'), step: z.string(), text: z.string() }),
  /** A checker found something in the configuration that was about to be put in place. */
  z.object({ ...base, event: z.literal('finding'), step: z.string(), checker: z.string(), finding }),
  /** Somebody else is at work (dpkg's lock, another run): who, and seconds waited so far. */
  z.object({ ...base, event: z.literal('waiting'), step: z.string(), for: z.string(), seconds: z.number() }),
  /** A group failed and its files and services are as before. */
  z.object({ ...base, event: z.literal('rolledBack'), group: groupId, ok: z.boolean() }),
  /** Something that people should know: mail that was moved aside, a file that was left because somebody edited it. */
  z.object({ ...base, event: z.literal('note'), message: messageSchema }),
  z.object({
    ...base,
    event: z.literal('end'),
    ok: z.boolean(),
    state: runState,
    /** What went wrong and what to do next; null when all is well. */
    failure: failureData.nullable(),
  }),
])
export type RunEvent = z.infer<typeof runEvent>

/** What the app adds while it follows a run: the line to the server was lost, or is back. */
export const followEvent = z.discriminatedUnion('event', [
  ...runEvent.options,
  z.object({ event: z.literal('connection'), state: z.enum(['lost', 'back']), attempt: z.int() }),
])
export type FollowEvent = z.infer<typeof followEvent>

/**
 * Whether an event says that the program on the server is gone. That is no line of the journal, only what a reader makes of its silence: it
 * has the number of the last line.
 */
export function isSilence(event: FollowEvent): boolean {
  return event.event === 'end' && event.state === 'interrupted'
}

export const runSummary = z.object({
  id: z.string(),
  hostId: z.string().nullable(),
  domain: z.string(),
  state: runState,
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  operator: z.string(),
  changes: z.int(),
  /** Its undo was begun and has not come to its end. */
  undoing: z.literal(true).optional(),
  /** Runs are undone newest first: the one that has to be undone before this one; absent where nothing stands in the way. */
  undoFirst: z.string().optional(),
  /** Milliseconds that the program was at work on the server, all tries together, without a later undo; absent while unknown. */
  took: z.int().optional(),
})
export type RunSummary = z.infer<typeof runSummary>

/** Milliseconds that a run's program was at work: from each start to the last event before the next, by the server's clock. */
export function workedTime(events: readonly RunEvent[]): number {
  let worked = 0
  let last: number | null = null
  for (const { event, at } of events) {
    const time = Date.parse(at)
    if (event !== 'start' && last !== null) worked += Math.max(0, time - last)
    last = time
  }
  return worked
}

const refusedRunCodes: ReadonlySet<string> = new Set(['lockHeld', 'planStale', 'spaceTooSmall'])

/**
 * Whether a try of a run that ended with this failure changed nothing: another run is at work, the server is not as the plan saw
 * it, or has too little room.
 */
export function isRefusedRun(code: string | undefined): boolean {
  return code !== undefined && refusedRunCodes.has(code)
}

const refusedUndoCodes: ReadonlySet<string> = new Set([
  'nothingRecorded',
  'undoLaterFirst',
  'undoAcrossUpgrade',
])

/** Whether an undo that ended with this failure put nothing back, and would end so again as long as the server stands so. */
export function isRefusedUndo(code: string | undefined): boolean {
  return code !== undefined && refusedUndoCodes.has(code)
}

const namesWhatDiffers: ReadonlySet<string> = new Set([
  'apply.engineEditedSince',
  'apply.engineEditedMerged',
  'apply.engineUpgradedSince',
  'apply.engineMailStays',
  'apply.enginePackagesNeeded',
  'apply.engineNotReinstalled',
  'apply.engineNotDowngraded',
] satisfies readonly MessageKey[])

/** Whether the notes of an undo name something that is not as it was before the run, such as lines of others that stay. */
export function differsFromBefore(notes: readonly Message[]): boolean {
  return notes.some(({ key }) => namesWhatDiffers.has(key))
}

/** The services that ran before a run and that its undo could not start again, as the notes of the undo tell. */
export function unitsNotBack(notes: readonly Message[]): readonly string[] {
  const units = notes.flatMap(({ key, params }) => {
    const unit = params?.['unit']
    return key === 'apply.engineUnitNotBack' && typeof unit === 'string' ? [unit] : []
  })
  return [...new Set(units)]
}
