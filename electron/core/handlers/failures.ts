import { ORPCError, ValidationError } from '@orpc/server'
import type { FailureData } from '#shared/model/failure-data.ts'
import { fail } from '#shared/fail.ts'
import { type Failure, FailureError } from '#shared/model/failure.ts'
import type { LogFile } from '../log/log-file.ts'
import type { Scrubber } from '../log/scrubber.ts'
import { listProblems, refusalWords } from './problems.ts'

/** How errors leave the core: in words, without stack, and what nobody expected is in the log. */
export interface FailureDoor {
  /** The error that crosses the wire for whatever was thrown at `where`. */
  toWire(where: string, error: unknown): Error
  /** The same where it is part of an answer. */
  toData(where: string, error: unknown): FailureData
}

/** The door with its log. */
export function failureDoor(log: LogFile, scrubber: Scrubber): FailureDoor {
  const clean = ({ code, message, next, evidence }: Failure): FailureData => ({
    code,
    message,
    next,
    ...(evidence === undefined ? {} : { evidence: scrubber.clean(evidence) }),
  })
  const toData = (where: string, error: unknown): FailureData => {
    const refused = inputProblems(error)
    if (refused !== null) return clean(fail('inputInvalid', { problems: refused }).failure)
    if (error instanceof FailureError) return clean(error.failure)
    log.error(where, error)
    const detail = scrubber.clean(error instanceof Error ? error.message : String(error))
    return clean(fail('internal', { detail }).failure)
  }
  return {
    toData,
    toWire(where, error) {
      if (error instanceof ORPCError && error.code === 'FAILURE') return error
      const data = toData(where, error)
      return new ORPCError('FAILURE', { defined: true, message: data.code, data })
    },
  }
}

function inputProblems(error: unknown) {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return null
  if (!(error.cause instanceof ValidationError)) return null
  const problems = error.cause.issues.map((issue) => ({
    path: (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part)),
    message: refusalWords(issue),
  }))
  return listProblems(problems) ?? refusalWords({ message: '' })
}

/** A stream whose errors leave through the door, too. */
export async function* inWords<T>(
  door: FailureDoor,
  where: string,
  events: AsyncIterable<T>,
): AsyncGenerator<T, void, void> {
  try {
    yield* events
  } catch (error) {
    throw door.toWire(where, error)
  }
}
