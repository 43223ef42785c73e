import { randomUUID } from 'node:crypto'
import type { Statement } from 'better-sqlite3'
import { type MailAccount, mailAccount, type MailAccountInput } from '#shared/contract/mail.ts'
import { fail } from '#shared/fail.ts'
import { Secret } from '#shared/secret.ts'
import type { Vault } from '../vault/vault.ts'
import type { Db } from './database.ts'
import { fromJson, toJson } from './row.ts'

interface AccountRow {
  id: string
  host_id: string | null
  made_by_plan: string | null
  account: string
  password_sealed: Buffer | null
  created_at: string
}

type WrittenColumns = Omit<AccountRow, 'created_at' | 'made_by_plan'>

const stored = mailAccount.omit({ id: true, hostId: true, hasPassword: true })

/** The accounts of the built-in mail client; passwords are sealed and only leave through `password`. */
export class MailAccounts {
  readonly #vault: Vault
  readonly #all: Statement<[], AccountRow>
  readonly #one: Statement<[string], AccountRow>
  readonly #insert: Statement<[AccountRow]>
  readonly #update: Statement<[AccountRow]>
  readonly #delete: Statement<[string]>
  readonly #deleteOfPlan: Statement<[string]>

  constructor(db: Db, vault: Vault) {
    this.#vault = vault
    this.#all = db.prepare('SELECT * FROM mail_accounts ORDER BY created_at, rowid')
    this.#one = db.prepare('SELECT * FROM mail_accounts WHERE id = ?')
    this.#insert = db.prepare(
      'INSERT INTO mail_accounts VALUES (@id, @host_id, @made_by_plan, @account, @password_sealed, @created_at)',
    )
    this.#update = db.prepare(
      'UPDATE mail_accounts SET host_id = @host_id, account = @account, password_sealed = @password_sealed WHERE id = @id',
    )
    this.#delete = db.prepare('DELETE FROM mail_accounts WHERE id = ?')
    this.#deleteOfPlan = db.prepare('DELETE FROM mail_accounts WHERE made_by_plan = ?')
  }

  /** The accounts of a host, or all for null, in the order in which they were made. */
  list(hostId: string | null): MailAccount[] {
    return this.#all
      .all()
      .filter((row) => hostId === null || row.host_id === hostId)
      .map(shown)
  }

  /** Throws `accountUnknown`. */
  get(id: string): MailAccount {
    return shown(this.#row(id))
  }

  create(input: MailAccountInput, now: Date): MailAccount {
    const id = randomUUID()
    this.#insert.run({
      ...this.#written(id, input, null),
      made_by_plan: null,
      created_at: now.toISOString(),
    })
    return this.get(id)
  }

  /** The account of a mailbox that a plan made: a known address of the host is brought up to date, its password kept if none is given. */
  putFromPlan(planId: string, input: MailAccountInput, now: Date): MailAccount {
    const known = this.list(input.hostId).find(({ address }) => address === input.address)
    if (known !== undefined) return this.update(known.id, input)
    const id = randomUUID()
    this.#insert.run({
      ...this.#written(id, input, null),
      made_by_plan: planId,
      created_at: now.toISOString(),
    })
    return this.get(id)
  }

  /** Forgets the accounts of the mailboxes that a plan made, as they are gone once it is undone. */
  removeOfPlan(planId: string): void {
    this.#deleteOfPlan.run(planId)
  }

  /** A password left out stays; an empty one is removed. */
  update(id: string, input: MailAccountInput): MailAccount {
    const row = this.#row(id)
    this.#update.run({ ...row, ...this.#written(id, input, row.password_sealed) })
    return this.get(id)
  }

  remove(id: string): boolean {
    return this.#delete.run(id).changes > 0
  }

  /** The account's password. Throws `accountPasswordMissing`, and as the vault does. */
  password(id: string): Secret {
    const row = this.#row(id)
    if (row.password_sealed === null) throw fail('accountPasswordMissing', { address: shown(row).address })
    return this.#vault.unseal(place(id), row.password_sealed)
  }

  #row(id: string): AccountRow {
    const row = this.#one.get(id)
    if (row === undefined) throw fail('accountUnknown')
    return row
  }

  #written(id: string, input: MailAccountInput, before: Buffer | null): WrittenColumns {
    const { hostId, password, ...account } = input
    const sealed =
      password === undefined
        ? before
        : password === ''
          ? null
          : this.#vault.seal(place(id), new Secret(password))
    return { id, host_id: hostId, account: toJson(stored.parse(account)), password_sealed: sealed }
  }
}

function shown(row: AccountRow): MailAccount {
  return {
    id: row.id,
    hostId: row.host_id,
    hasPassword: row.password_sealed !== null,
    ...fromJson(stored, row.account),
  }
}

function place(id: string) {
  return { table: 'mail_accounts', id, field: 'password' }
}
