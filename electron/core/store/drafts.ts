import { randomUUID } from 'node:crypto'
import type { Statement } from 'better-sqlite3'
import { z } from 'zod'
import { fail } from '#shared/fail.ts'
import { type Draft, draftFields, type DraftFields, emptyFields, wizardStep } from '#shared/model/draft.ts'
import { Secret } from '#shared/secret.ts'
import type { Vault } from '../vault/vault.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './row.ts'

interface DraftRow {
  id: string
  host_id: string | null
  step: string
  fields: string
  plan_id: string | null
  run_id: string | null
  updated_at: string
}
interface PasswordRow {
  draft_id: string
  position: number
  name: string
  password_sealed: Buffer
}

const storedFields = draftFields.omit({ mailboxes: true }).extend({
  mailboxes: z.array(z.object({ name: z.string() })),
})
type StoredFields = z.infer<typeof storedFields>

/** The wizard's drafts, every field as typed; mailbox passwords are sealed apart and only leave through `passwords`. */
export class Drafts {
  readonly #db: Db
  readonly #vault: Vault
  readonly #all: Statement<[], DraftRow>
  readonly #one: Statement<[string], DraftRow>
  readonly #insert: Statement<[DraftRow]>
  readonly #update: Statement<[DraftRow]>
  readonly #delete: Statement<[string]>
  readonly #passwordsOf: Statement<[string], PasswordRow>
  readonly #clearPasswords: Statement<[string]>
  readonly #addPassword: Statement<[PasswordRow]>
  readonly #link: Statement<[{ id: string; plan: string | null; run: string | null }]>

  constructor(db: Db, vault: Vault) {
    this.#db = db
    this.#vault = vault
    this.#all = db.prepare('SELECT * FROM drafts ORDER BY updated_at DESC, id')
    this.#one = db.prepare('SELECT * FROM drafts WHERE id = ?')
    this.#insert = db.prepare(
      'INSERT INTO drafts VALUES (@id, @host_id, @step, @fields, @plan_id, @run_id, @updated_at)',
    )
    this.#update = db.prepare(
      `UPDATE drafts SET host_id = @host_id, step = @step, fields = @fields, plan_id = @plan_id, run_id = @run_id,
         updated_at = @updated_at WHERE id = @id`,
    )
    this.#delete = db.prepare('DELETE FROM drafts WHERE id = ?')
    this.#passwordsOf = db.prepare('SELECT * FROM draft_passwords WHERE draft_id = ? ORDER BY position')
    this.#clearPasswords = db.prepare('DELETE FROM draft_passwords WHERE draft_id = ?')
    this.#addPassword = db.prepare(
      'INSERT INTO draft_passwords VALUES (@draft_id, @position, @name, @password_sealed)',
    )
    this.#link = db.prepare(
      'UPDATE drafts SET plan_id = coalesce(@plan, plan_id), run_id = coalesce(@run, run_id) WHERE id = @id',
    )
  }

  /** All drafts, the one touched last first. */
  list(): Draft[] {
    return this.#all.all().map((row) => this.#shown(row))
  }

  /** Throws `draftUnknown`. */
  get(id: string): Draft {
    return this.#shown(this.#row(id))
  }

  create(hostId: string | null, now: Date): Draft {
    const id = randomUUID()
    const step = hostId === null ? 'host' : 'domain'
    this.#insert.run({
      id,
      host_id: hostId,
      step,
      fields: toJson(emptyFields),
      plan_id: null,
      run_id: null,
      updated_at: now.toISOString(),
    })
    return this.get(id)
  }

  /** Stores what was typed; passwords as `keptPasswords` says. Throws `draftUnknown`, and as the vault does. */
  save(draft: Omit<Draft, 'updatedAt'>, now: Date): Draft {
    const { id, hostId, step, fields, planId, runId } = draft
    const stored = { ...fields, mailboxes: fields.mailboxes.map(({ name }) => ({ name })) }
    const save = this.#db.transaction(() => {
      const row = this.#row(id)
      const before = this.#passwordsOf.all(id)
      const mailboxesBefore = fromJson(storedFields, row.fields).mailboxes.length
      const after = this.#nextPasswords(id, fields, before, mailboxesBefore)
      this.#update.run({
        id,
        host_id: hostId,
        step,
        fields: toJson(stored satisfies StoredFields),
        plan_id: planId,
        // The core notes a run when it begins; a window that has not heard of it yet must not forget it.
        run_id: row.run_id !== null && row.run_id === planId ? row.run_id : runId,
        updated_at: now.toISOString(),
      })
      this.#clearPasswords.run(id)
      for (const password of after) this.#addPassword.run(password)
    })
    save.immediate()
    return this.get(id)
  }

  /** Notes the last plan or run of a draft; nothing happens where the draft is gone. */
  link(id: string, last: { planId?: string; runId?: string }): void {
    this.#link.run({ id, plan: last.planId ?? null, run: last.runId ?? null })
  }

  remove(id: string): boolean {
    return this.#delete.run(id).changes > 0
  }

  /** The stored password of each mailbox by its position; null where there is none. Throws as the vault does. */
  passwords(id: string): (Secret | null)[] {
    const { mailboxes } = fromJson(storedFields, this.#row(id).fields)
    const passwords: (Secret | null)[] = mailboxes.map(() => null)
    for (const { position, password_sealed } of this.#passwordsOf.all(id)) {
      passwords[position] = this.#vault.unseal(place(id), password_sealed)
    }
    return passwords
  }

  #row(id: string): DraftRow {
    const row = this.#one.get(id)
    if (row === undefined) throw fail('draftUnknown')
    return row
  }

  #nextPasswords(id: string, fields: DraftFields, before: PasswordRow[], countBefore: number): PasswordRow[] {
    const kept = keptPasswords(
      fields.mailboxes.map(({ name, password, hasPassword }) =>
        password === '' && hasPassword ? name : null,
      ),
      before.map(({ position, name }) => ({ position, name: fromJson(z.string(), name) })),
      countBefore,
    )
    const next: PasswordRow[] = []
    fields.mailboxes.forEach(({ name, password }, position) => {
      const from = kept.get(position)
      const sealed =
        password === ''
          ? before.find((row) => row.position === from)?.password_sealed
          : this.#vault.seal(place(id), new Secret(password))
      if (sealed) next.push({ draft_id: id, position, name: toJson(name), password_sealed: sealed })
    })
    return next
  }

  #shown(row: DraftRow): Draft {
    const fields = fromJson(storedFields, row.fields)
    const stored = new Set(this.#passwordsOf.all(row.id).map(({ position }) => position))
    const mailboxes = fields.mailboxes.map(({ name }, position) => ({
      name,
      password: '',
      hasPassword: stored.has(position),
    }))
    return {
      id: row.id,
      hostId: row.host_id,
      step: wizardStep.parse(row.step),
      fields: { ...fields, mailboxes },
      planId: row.plan_id,
      runId: row.run_id,
      updatedAt: row.updated_at,
    }
  }
}

/**
 * Which stored password each mailbox keeps, as new position → stored position. A mailbox that keeps one is found by its name
 * at its place, then by its name anywhere; one that was renamed keeps that of its place while no row came or went.
 */
export function keptPasswords(
  keeping: readonly (string | null)[],
  stored: readonly { readonly position: number; readonly name: string }[],
  countBefore: number,
): Map<number, number> {
  const kept = new Map<number, number>()
  const free = new Map(stored.map(({ position, name }) => [position, name]))
  const take = (fits: (name: string, at: number) => number | undefined) => {
    keeping.forEach((name, at) => {
      if (name === null || kept.has(at)) return
      const from = fits(name, at)
      if (from === undefined) return
      kept.set(at, from)
      free.delete(from)
    })
  }
  take((name, at) => (free.get(at) === name ? at : undefined))
  take((name) => [...free].find(([, storedName]) => storedName === name)?.[0])
  if (keeping.length === countBefore) take((_name, at) => (free.has(at) ? at : undefined))
  return kept
}

function place(id: string) {
  return { table: 'draft_passwords', id, field: 'password' }
}
