import type { Message } from '#shared/message.ts'
import type { GroupId } from '#shared/model/plan.ts'
import { isSilence, type Finding, type FollowEvent, type RunEvent, type RunState } from '#shared/model/run.ts'
import { plainLines } from '../../components/terminal-text.ts'

type Start = Extract<RunEvent, { event: 'start' }>
type End = Extract<RunEvent, { event: 'end' }>
export type RunMode = Start['mode']
export type RunFailure = NonNullable<End['failure']>

export interface StepView {
  readonly id: string
  readonly group: GroupId | null
  readonly title: Message
  readonly weight: number
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped' | 'takenBack'
  /** Milliseconds by the server's clock; null as long as unknown. */
  readonly startedAt: number | null
  readonly endedAt: number | null
}

export interface LogLine {
  readonly id: number
  readonly step: string
  readonly text: string
}

export interface Waiting {
  readonly step: string
  readonly who: string
  readonly seconds: number
  /** When the window heard of it, in milliseconds of its own clock. */
  readonly heardAt: number
}

/** All that a window shows of a run: a function of the events so far. */
export interface RunView {
  readonly runId: string | null
  readonly mode: RunMode
  readonly steps: readonly StepView[]
  readonly log: readonly LogLine[]
  /** Lines that were left out at the beginning of `log`. */
  readonly dropped: number
  readonly waiting: Waiting | null
  readonly connection: { readonly state: 'lost' | 'back'; readonly attempt: number } | null
  readonly rolledBack: readonly { readonly group: GroupId; readonly ok: boolean }[]
  readonly notes: readonly Message[]
  /** What checkers found, each with the checker's name. */
  readonly findings: readonly (Finding & { readonly checker: string })[]
  readonly startedAt: number | null
  /** Milliseconds of the tries before, which a resumed run goes on from. */
  readonly worked: number
  /** When the journal last said something, by the server's clock. */
  readonly heardAt: number | null
  /** Number of the last journal line that was read. */
  readonly last: number
  /** Smallest difference seen between the window's clock and the server's, in milliseconds. */
  readonly clockOffset: number | null
  readonly end: { readonly state: RunState; readonly failure: RunFailure | null; readonly at: number } | null
}

/** Lines of output that are kept. */
export const keptLines = 1500

export const emptyRunView: RunView = {
  runId: null,
  mode: 'apply',
  steps: [],
  log: [],
  dropped: 0,
  waiting: null,
  connection: null,
  rolledBack: [],
  notes: [],
  findings: [],
  startedAt: null,
  worked: 0,
  heardAt: null,
  last: 0,
  clockOffset: null,
  end: null,
}

/** The view after one more event, heard at `heardAt` (milliseconds of the window's clock); lines read before are ignored. */
export function afterEvent(view: RunView, event: FollowEvent, heardAt: number): RunView {
  if (event.event === 'connection')
    return { ...view, connection: { state: event.state, attempt: event.attempt } }
  // An undo that is joined numbers its events from 1 again.
  if (event.event === 'start' && event.mode === 'undo' && view.mode !== 'undo')
    return afterEvent({ ...emptyRunView, mode: 'undo', clockOffset: view.clockOffset }, event, heardAt)
  const isGone = isSilence(event)
  if (event.n <= view.last && !isGone) return view
  const at = Date.parse(event.at)
  const offset = heardAt - at
  const heard: RunView = {
    ...view,
    last: Math.max(view.last, event.n),
    heardAt: isGone ? view.heardAt : at,
    clockOffset: view.clockOffset === null ? offset : Math.min(view.clockOffset, offset),
    connection: connectionAfter(view.connection, event),
    waiting: event.event === 'waiting' || event.event === 'output' ? view.waiting : null,
  }
  switch (event.event) {
    case 'start':
      return afterStart({ ...heard, worked: event.mode === 'resume' ? workedUntilNow(view) : 0 }, event, at)
    case 'step':
      return { ...heard, steps: heard.steps.map((step) => afterStep(step, event, at)) }
    case 'output':
      return afterOutput(heard, event.step, event.text)
    case 'waiting':
      return { ...heard, waiting: { step: event.step, who: event.for, seconds: event.seconds, heardAt } }
    case 'rolledBack':
      return afterRollBack(heard, event.group, event.ok)
    case 'note':
      return { ...heard, notes: [...heard.notes, event.message] }
    case 'finding':
      return afterFinding(heard, event)
    case 'end':
      return {
        ...heard,
        connection: null,
        // When it fell silent nobody knows; it was at work until its last word.
        end: { state: event.state, failure: event.failure, at: isGone ? (view.heardAt ?? at) : at },
      }
  }
}

/** A line that speaks is back; the word of it goes with the next step. */
function connectionAfter(before: RunView['connection'], event: RunEvent): RunView['connection'] {
  if (before?.state === 'lost') return { ...before, state: 'back' }
  return event.event === 'step' ? null : before
}

function afterStart(view: RunView, event: Start, at: number): RunView {
  const before = new Map(event.mode === 'resume' ? view.steps.map((step) => [step.id, step]) : [])
  return {
    ...view,
    runId: event.run,
    mode: event.mode,
    startedAt: at,
    end: null,
    rolledBack: [],
    findings: [],
    notes: event.mode === 'resume' ? view.notes : [],
    steps: event.steps.map((step) => {
      const old = before.get(step.id)
      const kept = old?.state === 'done' || old?.state === 'skipped'
      return { ...(kept ? old : { state: 'waiting', startedAt: null, endedAt: null }), ...step }
    }),
  }
}

function workedUntilNow({ worked, startedAt, heardAt }: RunView): number {
  return startedAt === null || heardAt === null ? worked : worked + Math.max(0, heardAt - startedAt)
}

function afterStep(step: StepView, event: Extract<RunEvent, { event: 'step' }>, at: number): StepView {
  if (step.id !== event.step) return step
  if (event.state === 'running') return { ...step, state: 'running', startedAt: at, endedAt: null }
  return { ...step, state: event.state, endedAt: at }
}

function afterOutput(view: RunView, step: string, text: string): RunView {
  const first = view.dropped + view.log.length
  const added = plainLines(text).map((line, index) => ({ id: first + index, step, text: line }))
  const log = [...view.log, ...added]
  const over = Math.max(0, log.length - keptLines)
  return { ...view, log: over === 0 ? log : log.slice(over), dropped: view.dropped + over }
}

/** The checker's own line stays in the log, too. */
function afterFinding(view: RunView, event: Extract<RunEvent, { event: 'finding' }>): RunView {
  const { step, checker, finding } = event
  return { ...afterOutput(view, step, finding.text), findings: [...view.findings, { ...finding, checker }] }
}

function afterRollBack(view: RunView, group: GroupId, ok: boolean): RunView {
  return {
    ...view,
    rolledBack: [...view.rolledBack, { group, ok }],
    steps: view.steps.map((step) =>
      ok && step.group === group && step.state === 'done' ? { ...step, state: 'takenBack' } : step,
    ),
  }
}

export interface Progress {
  /** Parts of the whole weight, 0 to 1; `running` is the weight of the steps at work and not yet earned. */
  readonly done: number
  readonly running: number
  readonly doneSteps: number
  readonly totalSteps: number
}

/** How far a run is, by the weights of its steps; a step counts when it is finished, never before. */
export function progressOf(view: RunView): Progress {
  const total = view.steps.reduce((sum, step) => sum + step.weight, 0)
  const share = (states: readonly StepView['state'][]) => {
    const weight = view.steps.reduce((sum, step) => sum + (states.includes(step.state) ? step.weight : 0), 0)
    return total === 0 ? 0 : weight / total
  }
  return {
    done: share(['done', 'skipped']),
    running: share(['running']),
    doneSteps: view.steps.filter((step) => step.state === 'done' || step.state === 'skipped').length,
    totalSteps: view.steps.length,
  }
}

/** Milliseconds that the run was at work, all tries together, by the server's clock as far as the window can tell; null before it began. */
export function elapsedOf(view: RunView, now: number): number | null {
  if (view.startedAt === null) return null
  const until = view.end?.at ?? now - (view.clockOffset ?? 0)
  return view.worked + Math.max(0, until - view.startedAt)
}

/** Milliseconds that a step took, or takes so far; null before it began. */
export function stepTime(step: StepView, view: RunView, now: number): number | null {
  if (step.startedAt === null) return null
  const until = step.endedAt ?? view.end?.at ?? now - (view.clockOffset ?? 0)
  return Math.max(0, until - step.startedAt)
}
