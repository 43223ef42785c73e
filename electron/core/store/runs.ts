import type { Statement } from 'better-sqlite3'
import { type RunEvent, runEvent, runState, type RunSummary, workedTime } from '#shared/model/run.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './row.ts'

interface RunRow {
  id: string
  host_id: string
  domain: string
  state: string
  started_at: string
  ended_at: string | null
  operator: string
  changes: number
  took: number | null
}
interface EventRow {
  host_id: string
  run_id: string
  journal: Journal
  n: number
  event: string
}

/** A run's own journal, or that of its undo; each numbers its events from 1. */
export type Journal = 'run' | 'undo'

/** Runs and their events as this computer has seen them; the server's own journal is the truth. */
export class Runs {
  readonly #ofHost: Statement<[string], RunRow>
  readonly #one: Statement<[string, string], RunRow>
  readonly #put: Statement<[RunRow]>
  readonly #state: Statement<[{ host: string; id: string; state: string; ended: string | null }]>
  readonly #took: Statement<[{ host: string; id: string; took: number }]>
  readonly #events: Statement<[string, string, Journal, number], { event: string }>
  readonly #putEvent: Statement<[EventRow]>

  constructor(db: Db) {
    this.#ofHost = db.prepare('SELECT * FROM runs WHERE host_id = ? ORDER BY started_at DESC, id DESC')
    this.#one = db.prepare('SELECT * FROM runs WHERE host_id = ? AND id = ?')
    this.#put = db.prepare(
      `INSERT INTO runs VALUES (@id, @host_id, @domain, @state, @started_at, @ended_at, @operator, @changes,
         @took)
         ON CONFLICT DO UPDATE SET domain = @domain, state = @state, started_at = @started_at, ended_at = @ended_at,
         operator = @operator, changes = @changes, took = coalesce(@took, took)`,
    )
    this.#state = db.prepare(
      'UPDATE runs SET state = @state, ended_at = @ended WHERE host_id = @host AND id = @id',
    )
    this.#took = db.prepare('UPDATE runs SET took = @took WHERE host_id = @host AND id = @id')
    this.#events = db.prepare(
      'SELECT event FROM run_events WHERE host_id = ? AND run_id = ? AND journal = ? AND n > ? ORDER BY n',
    )
    this.#putEvent = db.prepare(
      `INSERT INTO run_events VALUES (@host_id, @run_id, @journal, @n, @event)
         ON CONFLICT DO UPDATE SET event = excluded.event`,
    )
  }

  /** The runs of a host, newest first. */
  list(hostId: string): RunSummary[] {
    return this.#ofHost.all(hostId).map(shown)
  }

  find(hostId: string, id: string): RunSummary | null {
    const row = this.#one.get(hostId, id)
    return row === undefined ? null : shown(row)
  }

  /** Adds a run, or brings a known one up to date. */
  put(hostId: string, run: RunSummary): void {
    this.#put.run({
      id: run.id,
      host_id: hostId,
      domain: run.domain,
      state: run.state,
      started_at: run.startedAt,
      ended_at: run.endedAt,
      operator: run.operator,
      changes: run.changes,
      took: run.took ?? null,
    })
  }

  /**
   * Keeps an event of a known run; an `end` and a `start` also move the run's state. An interrupted end is no line of the
   * journal, only what a reader makes of its silence: the state is noted, the event is not kept. The end of the run's own
   * journal also tells how long it took.
   */
  keep(hostId: string, id: string, journal: Journal, event: RunEvent): void {
    const moves = this.#movedTo(event)
    if (moves !== null) this.#state.run({ host: hostId, id, ...moves })
    if (event.event === 'end' && event.state === 'interrupted') return
    this.#putEvent.run({ host_id: hostId, run_id: id, journal, n: event.n, event: toJson(event) })
    if (event.event === 'end' && journal === 'run')
      this.#took.run({ host: hostId, id, took: workedTime(this.events(hostId, id, journal, 0)) })
  }

  /** The kept events of a journal after number `after`, in order. */
  events(hostId: string, id: string, journal: Journal, after: number): RunEvent[] {
    return this.#events.all(hostId, id, journal, after).map(({ event }) => fromJson(runEvent, event))
  }

  #movedTo(event: RunEvent): { state: RunSummary['state']; ended: string | null } | null {
    if (event.event === 'start') return { state: 'running', ended: null }
    if (event.event === 'end') return { state: event.state, ended: event.at }
    return null
  }
}

function shown(row: RunRow): RunSummary {
  return {
    id: row.id,
    hostId: row.host_id,
    domain: row.domain,
    state: runState.parse(row.state),
    startedAt: row.started_at,
    endedAt: row.ended_at,
    operator: row.operator,
    changes: row.changes,
    ...(row.took === null ? {} : { took: row.took }),
  }
}
