import type { Plan } from '#core/plan/plan.ts'
import type { Connector } from '#core/ssh/connector.ts'
import { runAsRoot, streamAsRoot } from '#core/ssh/root.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { fail, failureOf } from '#shared/fail.ts'
import type { FailureCode } from '#shared/model/failure.ts'
import type { FollowEvent, RunSummary } from '#shared/model/run.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { JournalReader } from './journal.ts'
import { readRunList } from './run-list.ts'
import {
  cancelProgram,
  followProgram,
  joinProgram,
  listProgram,
  restartProgram,
  startProgram,
} from './start-program.ts'

export interface FollowOptions {
  /** Aborting stops the following, never the run. */
  readonly signal?: AbortSignal
}

/** Failures after which a new connection may well succeed, and the run goes on meanwhile. */
const passing = new Set<FailureCode>([
  'connectionLost',
  'connectionRefused',
  'connectTimedOut',
  // What a network tells of a server that boots, or of this computer while it changes its own network.
  'hostUnreachable',
  'nameNotResolved',
  'sshSilent',
  'sshPenalised',
  'sshBusy',
  'sshClosedEarly',
  'programStopped',
])

/** How long a lost server is looked for again; seconds. */
const patience = 900

/** Sends the plan's program, starts it apart from the connection and follows it to its end. */
export function applyPlan(
  connector: Connector,
  plan: Plan,
  options: FollowOptions & { readonly operator: string },
): AsyncGenerator<FollowEvent, void> {
  return follow(
    connector,
    { runId: plan.view.id, journal: 'journal', first: startProgram(plan, options.operator), after: 0 },
    options,
  )
}

/**
 * Joins a run again after event number `after`; a run that is over is told to its end. One that is being undone, or was, is told
 * from the beginning of its undo: its events begin with a `start` of the mode `undo`, numbered from 1.
 */
export function followRun(
  connector: Connector,
  runId: string,
  after: number,
  options: FollowOptions = {},
): AsyncGenerator<FollowEvent, void> {
  const first = joinProgram(runId, after)
  return follow(connector, { runId, journal: 'journal', first, after }, options)
}

/** Starts an interrupted, failed or cancelled run again; finished steps are skipped. */
export function resumeRun(
  connector: Connector,
  runId: string,
  options: FollowOptions = {},
): AsyncGenerator<FollowEvent, void> {
  return follow(
    connector,
    { runId, journal: 'journal', first: restartProgram(runId, 'resume'), after: 0 },
    options,
  )
}

/**
 * Puts the server back as it was before the run. `last` is the newest run that is not undone yet, together with the tries before
 * it that did not come to their end: who repeats a failed apply means one change, not two.
 */
export async function* undoRun(
  connector: Connector,
  runId: string,
  options: FollowOptions = {},
): AsyncGenerator<FollowEvent, void> {
  const ids = runId === 'last' ? await newestUndoable(connector) : [runId]
  for (const [index, id] of ids.entries()) {
    const journey: Journey = {
      runId: id,
      journal: 'undo-journal',
      first: restartProgram(id, 'undo'),
      after: 0,
    }
    for await (const event of follow(connector, journey, options)) {
      const isPassing = event.event === 'end' && event.ok && index < ids.length - 1
      if (!isPassing) yield event
      if (event.event === 'end' && !event.ok) return
    }
  }
}

/** Ids of the runs to undo, newest first. */
async function newestUndoable(connector: Connector): Promise<readonly string[]> {
  const open = (await listRuns(connector)).filter(({ state }) => state !== 'undone').reverse()
  const [newest, ...earlier] = open
  if (newest === undefined) throw fail('noRunToUndo')
  const firstWhole = earlier.findIndex(({ state }) => state === 'done')
  const tries = firstWhole === -1 ? earlier : earlier.slice(0, firstWhole)
  return [newest, ...tries].map(({ id }) => id)
}

/** Asks a run, or its undo, to stop before its next step; false where it is not at work. */
export async function cancelRun(connector: Connector, runId: string): Promise<boolean> {
  const session = await connector.open()
  try {
    return (await runAsRoot(session, cancelProgram(runId))).code === 0
  } finally {
    session.close()
  }
}

/** The runs that the server remembers, oldest first. */
export async function listRuns(connector: Connector): Promise<readonly RunSummary[]> {
  const session = await connector.open()
  try {
    return await listRunsOver(session)
  } finally {
    session.close()
  }
}

/** The same over a session that is open, beside whatever else it is used for. */
export async function listRunsOver(session: SshSession): Promise<readonly RunSummary[]> {
  return readRunList((await runAsRoot(session, listProgram)).output.toString('utf8'))
}

interface Journey {
  readonly runId: string
  readonly journal: 'journal' | 'undo-journal'
  /** The program that begins the journey; after a loss it is followed only. */
  readonly first: string
  readonly after: number
}

async function* follow(
  connector: Connector,
  journey: Journey,
  options: FollowOptions,
): AsyncGenerator<FollowEvent, void> {
  let reader = new JournalReader(journey.after)
  let { journal } = journey
  let program = journey.first
  let attempt = 0
  let lostAt = 0
  for (;;) {
    try {
      for await (const told of readOnce(connector, program, reader, options.signal)) {
        if ('from' in told) {
          reader = new JournalReader(told.from)
          continue
        }
        if (told.event.event === 'start') journal = told.event.mode === 'undo' ? 'undo-journal' : 'journal'
        if (attempt > 0) yield { event: 'connection', state: 'back', attempt }
        attempt = 0
        yield told.event
        if (told.event.event === 'end') return
      }
      yield interruptedEnd(reader, journal)
      return
    } catch (error) {
      const { failure } = failureOf(error)
      options.signal?.throwIfAborted()
      // The upload itself was cut: nothing was started, so it is sent again.
      if (failure.code === 'runUnknown' && attempt > 0 && reader.number === journey.after)
        program = journey.first
      // Or it was not cut at all, only its answer was.
      else if (!passing.has(failure.code) && !(failure.code === 'planUsed' && attempt > 0)) throw error
      else program = followProgram(journey.runId, journal, reader.number)
      if (attempt === 0) lostAt = Date.now()
      if (Date.now() - lostAt > patience * 1000) throw error
      attempt += 1
      yield { event: 'connection', state: 'lost', attempt }
      await sleep(
        Math.min(500 * 2 ** attempt, 10_000),
        undefined,
        options.signal ? { signal: options.signal } : {},
      )
    }
  }
}

type Told = { readonly from: number } | { readonly event: FollowEvent }

/** One connection's worth of the journal; ends where the writer is gone. */
async function* readOnce(
  connector: Connector,
  program: string,
  reader: JournalReader,
  signal: AbortSignal | undefined,
): AsyncGenerator<Told, void> {
  const session = await connector.open(signal)
  try {
    let current = reader
    for await (const line of streamAsRoot(session, program, signal)) {
      const told = current.read(line)
      switch (told.kind) {
        case 'gone':
          return
        case 'refused':
          throw fail(told.code, told.params, { evidence: told.evidence })
        case 'from':
          current = new JournalReader(told.number)
          yield { from: told.number }
          break
        case 'event':
          yield { event: told.event }
      }
    }
    throw fail('connectionLost', { host: session.address })
  } finally {
    session.close()
  }
}

function interruptedEnd(reader: JournalReader, journal: Journey['journal']): FollowEvent {
  const { failure } = fail(journal === 'undo-journal' ? 'undoInterrupted' : 'runInterrupted')
  const at = new Date().toISOString()
  return { event: 'end', n: reader.number, at, ok: false, state: 'interrupted', failure }
}
