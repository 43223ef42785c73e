import type { Statement } from 'better-sqlite3'
import { z } from 'zod'
import { fail } from '#shared/fail.ts'
import { type PlanView, planView } from '#shared/model/plan.ts'
import { Secret } from '#shared/secret.ts'
import type { Plan } from '../plan/plan.ts'
import type { Vault } from '../vault/vault.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './row.ts'

interface PlanRow {
  id: string
  host_id: string
  draft_id: string | null
  view: string
  plan_sealed: Buffer
  passwords_sealed: Buffer
  created_at: string
  applied_at: string | null
  proved_at: string | null
}

/** A plan with what belongs to it on this computer. */
export interface StoredPlan {
  readonly hostId: string
  readonly draftId: string | null
  readonly view: PlanView
  readonly appliedAt: string | null
  /** When a mail test of what it set up was green, the last one that ran being so; else null. */
  readonly provedAt: string | null
}

const passwordsByName = z.record(z.string(), z.string())

/** Plans as they were made; the program, which holds hashes, and the mailbox passwords are sealed. */
export class Plans {
  readonly #vault: Vault
  readonly #one: Statement<[string], PlanRow>
  readonly #insert: Statement<[PlanRow]>
  readonly #markApplied: Statement<[string, string]>
  readonly #markProved: Statement<[string | null, string]>
  readonly #lastApplied: Statement<[string], PlanRow>
  readonly #prune: Statement<[{ host: string }]>

  constructor(db: Db, vault: Vault) {
    this.#vault = vault
    this.#one = db.prepare('SELECT * FROM plans WHERE id = ?')
    this.#insert = db.prepare(
      `INSERT INTO plans VALUES (@id, @host_id, @draft_id, @view, @plan_sealed, @passwords_sealed, @created_at,
         @applied_at, @proved_at)`,
    )
    this.#markApplied = db.prepare('UPDATE plans SET applied_at = coalesce(applied_at, ?) WHERE id = ?')
    this.#markProved = db.prepare('UPDATE plans SET proved_at = ? WHERE id = ?')
    this.#lastApplied = db.prepare(
      `SELECT * FROM plans WHERE host_id = ? AND applied_at IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM runs WHERE runs.host_id = plans.host_id AND runs.id = plans.id AND runs.state = 'undone')
         ORDER BY applied_at DESC, id DESC LIMIT 1`,
    )
    this.#prune = db.prepare(
      `DELETE FROM plans WHERE host_id = @host AND applied_at IS NULL AND id NOT IN (
         SELECT id FROM plans WHERE host_id = @host AND applied_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 20)`,
    )
  }

  /** Stores a plan with the mailbox passwords it was made from; of plans never applied the last 20 of a host are kept. */
  add(
    plan: Plan,
    from: { hostId: string; draftId: string | null; passwords: ReadonlyMap<string, Secret> },
  ): void {
    const { id, createdAt } = plan.view
    const passwords = Object.fromEntries(
      [...from.passwords].map(([name, secret]) => [name, secret.reveal('seal')]),
    )
    this.#insert.run({
      id,
      host_id: from.hostId,
      draft_id: from.draftId,
      view: toJson(plan.view),
      plan_sealed: this.#vault.seal(place(id, 'plan'), new Secret(toJson(plan))),
      passwords_sealed: this.#vault.seal(place(id, 'passwords'), new Secret(toJson(passwords))),
      created_at: createdAt,
      applied_at: null,
      proved_at: null,
    })
    this.#prune.run({ host: from.hostId })
  }

  /** Throws `planUnknown`. */
  get(id: string): StoredPlan {
    return stored(this.#row(id))
  }

  /** The plan of this id, or null. */
  find(id: string): StoredPlan | null {
    const row = this.#one.get(id)
    return row === undefined ? null : stored(row)
  }

  /** The plan that was applied last on a host and was not undone since, or null. */
  lastApplied(hostId: string): StoredPlan | null {
    const row = this.#lastApplied.get(hostId)
    return row === undefined ? null : stored(row)
  }

  /** The plan as the engine made it. Throws `planUnknown`, and as the vault does. */
  program(id: string): Plan {
    const row = this.#row(id)
    const text = this.#vault.unseal(place(id, 'plan'), row.plan_sealed).reveal('stdin')
    // Sealed by `add` alone and bound to this row: no other text can stand here.
    return JSON.parse(text) as Plan
  }

  /** The mailbox passwords that the plan was made from, by mailbox name. Throws `planUnknown`, and as the vault does. */
  passwords(id: string): Map<string, Secret> {
    const sealed = this.#vault.unseal(place(id, 'passwords'), this.#row(id).passwords_sealed)
    const byName = fromJson(passwordsByName, sealed.reveal('login'))
    return new Map(Object.entries(byName).map(([name, text]) => [name, new Secret(text)]))
  }

  markApplied(id: string, now: Date): void {
    this.#markApplied.run(now.toISOString(), id)
  }

  /** Notes how the last mail test of what the plan set up ended: when it was green, or null. */
  markProved(id: string, at: Date | null): void {
    this.#markProved.run(at?.toISOString() ?? null, id)
  }

  #row(id: string): PlanRow {
    const row = this.#one.get(id)
    if (row === undefined) throw fail('planUnknown')
    return row
  }
}

function stored(row: PlanRow): StoredPlan {
  return {
    hostId: row.host_id,
    draftId: row.draft_id,
    view: fromJson(planView, row.view),
    appliedAt: row.applied_at,
    provedAt: row.proved_at,
  }
}

function place(id: string, field: string) {
  return { table: 'plans', id, field }
}
