import { stepTitles } from '#core/backends/shell/step-titles.ts'
import { lockHolder } from '#core/facts/lock-holder.ts'
import { en } from '#shared/locales/en.ts'
import { fail } from '#shared/fail.ts'
import type { FailureCode } from '#shared/model/failure.ts'
import { message, type Message, type MessageParam } from '#shared/message.ts'
import { runEvent, type RunEvent } from '#shared/model/run.ts'
import { z } from 'zod'
import { checkedDaemons, readVerdict } from './verdicts/read-verdict.ts'

/** What a line of the journal means to a reader; `gone` says that nobody writes on, though there is no end. */
export type JournalLine =
  | { readonly kind: 'event'; readonly event: RunEvent }
  | { readonly kind: 'gone' }
  /** The lines that follow come after this number. */
  | { readonly kind: 'from'; readonly number: number }
  | {
      readonly kind: 'refused'
      readonly code: FailureCode
      readonly params: Params
      readonly evidence: string | undefined
    }

type Params = Readonly<Record<string, MessageParam>>

const params = z.record(z.string(), z.union([z.string(), z.number()])).default({})

/** The raw line: what the shell program wrote, before words are made of its codes. */
const rawLine = z.looseObject({
  event: z.string(),
  at: z.string().optional(),
  code: z.string().nullish(),
  key: z.string().optional(),
  number: z.int().nonnegative().optional(),
  params,
})

/** A line of a daemon's checker, as validate.sh tells it. */
const verdictLine = z.object({
  step: z.string(),
  checker: z.string(),
  daemon: z.enum(checkedDaemons),
  file: z.string().nullable().default(null),
  line: z.int().nullable().default(null),
  bad: z.boolean(),
  text: z.string(),
})

/**
 * Reads a journal line by line. Numbers are line numbers, so a reader that comes back says where it was; a line that cannot be read
 * (cut by a power failure) keeps its number and is told as output.
 */
export class JournalReader {
  #number: number
  #at = ''
  /** What checkers have said so far: several of them read the same file and say the same. */
  readonly #findings = new Set<string>()

  constructor(after: number) {
    this.#number = after
  }

  /** Number of the last line read. */
  get number(): number {
    return this.#number
  }

  read(line: string): JournalLine {
    const raw = rawLine.safeParse(parseJson(line))
    if (raw.data?.event === 'gone') return { kind: 'gone' }
    if (raw.data?.event === 'refused')
      return { kind: 'refused', code: failureCode(raw.data.code), ...withEvidence(raw.data.params) }
    if (raw.data?.event === 'from') return { kind: 'from', number: raw.data.number ?? 0 }
    this.#number += 1
    this.#at = raw.data?.at ?? this.#at
    const base = { n: this.#number, at: this.#at }
    const event = raw.success ? runEvent.safeParse({ ...this.#worded(raw.data), ...base }) : null
    return {
      kind: 'event',
      event: event?.data ?? { ...base, event: 'output', step: '', text: line.slice(0, 2000) },
    }
  }

  #worded(raw: z.infer<typeof rawLine>): Readonly<Record<string, unknown>> {
    if (raw.event !== 'verdict') return worded(raw)
    const verdict = verdictLine.safeParse(raw).data
    if (verdict === undefined) return raw
    const { step, checker, text } = verdict
    const finding = readVerdict(verdict)
    const said = JSON.stringify([finding?.file, finding?.line, finding?.message])
    if (finding === null || this.#findings.has(said)) return { event: 'output', step, text }
    this.#findings.add(said)
    return { event: 'finding', step, checker, finding }
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function worded(raw: z.infer<typeof rawLine>): Readonly<Record<string, unknown>> {
  if (raw.event === 'note') return { event: 'note', message: { key: raw.key ?? '', params: raw.params } }
  if (raw.event !== 'end') return raw
  if (raw['ok'] === true) return { ...raw, failure: null }
  return { ...raw, failure: journalFailure(raw.code, raw.params) }
}

function journalFailure(code: string | null | undefined, given: Params): unknown {
  const { evidence, params: rest } = withEvidence(given)
  const known = failureCode(code)
  const { failure } = fail(known, inWords(known, rest), { evidence })
  const isUndo = typeof rest['step'] === 'string' && rest['step'].startsWith('undo-')
  return isUndo && !ownWordsOfUndo.has(failure.code) ? { ...failure, next: undoNext(failure.code) } : failure
}

/** What only an undo meets with says itself what to do. */
const ownWordsOfUndo: ReadonlySet<FailureCode> = new Set([
  'removeFailed',
  'nothingRecorded',
  'undoLaterFirst',
  'undoAcrossUpgrade',
])

/** An undo that stopped is not continued as a run: it is asked for again. */
function undoNext(code: FailureCode): Message {
  const isNothingToMend = code === 'cancelled' || code === 'writeCutShort'
  return message(isNothingToMend ? 'apply.undoAgainNext' : 'apply.undoMendNext')
}

/** What the server said comes among the parameters of a failure. */
function withEvidence({ evidence, ...rest }: Params): { params: Params; evidence: string | undefined } {
  return { params: rest, evidence: typeof evidence === 'string' && evidence !== '' ? evidence : undefined }
}

/** Codes come from a server, so only those that have words are believed. */
function failureCode(code: string | null | undefined): FailureCode {
  return isFailureCode(code) ? code : 'stepFailed'
}

function isFailureCode(code: string | null | undefined): code is FailureCode {
  return (
    typeof code === 'string' && Object.hasOwn(en.failure, code) && Object.hasOwn(en.failure, `${code}Next`)
  )
}

/** The program knows its steps by id and another run by a line in its lock; people know the title, and who is at work. */
function inWords(code: FailureCode, given: Params): Params {
  const { step, holder } = given
  return {
    ...given,
    ...(isStepId(step) ? { step: stepTitles[step] } : {}),
    ...(code === 'lockHeld' && typeof holder === 'string' ? { holder: lockHolder(holder) } : {}),
  }
}

function isStepId(id: unknown): id is keyof typeof stepTitles {
  return typeof id === 'string' && Object.hasOwn(stepTitles, id)
}
