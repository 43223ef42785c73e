import { randomUUID } from 'node:crypto'
import type { Statement } from 'better-sqlite3'
import { z } from 'zod'
import { fail } from '#shared/fail.ts'
import type { HostInput, HostProfile } from '#shared/model/host-profile.ts'
import { Secret } from '#shared/secret.ts'
import type { Vault } from '../vault/vault.ts'
import type { Db } from './database.ts'
import type { HostKeys } from './host-keys.ts'
import { fromJson, toJson } from './row.ts'

const profile = z.object({
  name: z.string(),
  address: z.string(),
  port: z.int(),
  user: z.string(),
  authKind: z.enum(['password', 'key', 'agent']),
  notes: z.string(),
  tags: z.array(z.string()),
})
type Profile = z.infer<typeof profile>

const secretFields = ['password', 'private_key', 'passphrase', 'sudo_password'] as const
type SecretField = (typeof secretFields)[number]
type SealedFields = { [F in SecretField as `${F}_sealed`]: Buffer | null }

interface HostRow extends SealedFields {
  id: string
  profile: string
  created_at: string
  updated_at: string
}

/** How one logs in to a host, secrets in hand. */
export interface HostLogin {
  readonly address: string
  readonly port: number
  readonly user: string
  readonly auth:
    | { readonly kind: 'password'; readonly password: Secret | null }
    | { readonly kind: 'key'; readonly privateKey: Secret | null; readonly passphrase: Secret | null }
    | { readonly kind: 'agent' }
  readonly sudoPassword: Secret | null
}

/** The host profiles; their secrets are sealed and only leave through `login`. */
export class Hosts {
  readonly #vault: Vault
  readonly #keys: HostKeys
  readonly #all: Statement<[], HostRow>
  readonly #one: Statement<[string], HostRow>
  readonly #insert: Statement<[HostRow]>
  readonly #update: Statement<[HostRow]>
  readonly #delete: Statement<[string]>

  constructor(db: Db, vault: Vault, keys: HostKeys) {
    this.#vault = vault
    this.#keys = keys
    this.#all = db.prepare('SELECT * FROM hosts')
    this.#one = db.prepare('SELECT * FROM hosts WHERE id = ?')
    this.#insert = db.prepare(
      `INSERT INTO hosts VALUES (@id, @profile, @password_sealed, @private_key_sealed, @passphrase_sealed,
         @sudo_password_sealed, @created_at, @updated_at)`,
    )
    this.#update = db.prepare(
      `UPDATE hosts SET profile = @profile, password_sealed = @password_sealed,
         private_key_sealed = @private_key_sealed, passphrase_sealed = @passphrase_sealed,
         sudo_password_sealed = @sudo_password_sealed, updated_at = @updated_at WHERE id = @id`,
    )
    this.#delete = db.prepare('DELETE FROM hosts WHERE id = ?')
  }

  /** The profiles whose name, address, user, notes or tags hold the text in any case, by name. */
  list(search: string): HostProfile[] {
    const wanted = foldCase(search.trim())
    return this.#all
      .all()
      .map((row) => this.#shown(row))
      .filter((host) =>
        [host.name, host.address, host.user, host.notes, ...host.tags].some((text) =>
          foldCase(text).includes(wanted),
        ),
      )
      .sort((one, other) => one.name.localeCompare(other.name, 'zh') || one.id.localeCompare(other.id))
  }

  /** Throws `hostUnknown`. */
  get(id: string): HostProfile {
    return this.#shown(this.#row(id))
  }

  create(input: HostInput, now: Date): HostProfile {
    const id = randomUUID()
    const at = now.toISOString()
    this.#insert.run({
      ...this.#sealed(id, input, null),
      id,
      profile: profileOf(input),
      created_at: at,
      updated_at: at,
    })
    return this.get(id)
  }

  /** Secrets left out stay as they are while the way to log in is the same; an empty text removes one. */
  update(id: string, input: HostInput, now: Date): HostProfile {
    const row = this.#row(id)
    const sealed = this.#sealed(id, input, row)
    this.#update.run({ ...row, ...sealed, profile: profileOf(input), updated_at: now.toISOString() })
    return this.get(id)
  }

  duplicate(id: string, name: string, now: Date): HostProfile {
    const row = this.#row(id)
    const copy: HostRow = {
      ...row,
      id: randomUUID(),
      profile: toJson({ ...fromJson(profile, row.profile), name } satisfies Profile),
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
    }
    for (const field of secretFields) {
      const secret = this.#secret(row, field)
      copy[`${field}_sealed`] = secret && this.#vault.seal(place(copy.id, field), secret)
    }
    this.#insert.run(copy)
    return this.get(copy.id)
  }

  /** Whether there was such a host; drafts stay, plans, runs and mail accounts of the host go with it. */
  remove(id: string): boolean {
    return this.#delete.run(id).changes > 0
  }

  /** What is needed to log in. Throws `hostUnknown`, `vaultLocked`, `vaultSecretUnreadable`. */
  login(id: string): HostLogin {
    const row = this.#row(id)
    const { address, port, user, authKind } = fromJson(profile, row.profile)
    const sudoPassword = this.#secret(row, 'sudo_password')
    const common = { address, port, user, sudoPassword }
    switch (authKind) {
      case 'agent':
        return { ...common, auth: { kind: 'agent' } }
      case 'password':
        return { ...common, auth: { kind: 'password', password: this.#secret(row, 'password') } }
      case 'key': {
        const privateKey = this.#secret(row, 'private_key')
        return { ...common, auth: { kind: 'key', privateKey, passphrase: this.#secret(row, 'passphrase') } }
      }
    }
  }

  #row(id: string): HostRow {
    const row = this.#one.get(id)
    if (row === undefined) throw fail('hostUnknown')
    return row
  }

  #secret(row: HostRow, field: SecretField): Secret | null {
    const sealed = row[`${field}_sealed`]
    return sealed && this.#vault.unseal(place(row.id, field), sealed)
  }

  #sealed(id: string, input: HostInput, before: SealedFields | null): SealedFields {
    const { auth } = input
    const next = (field: SecretField, given: string | undefined, applies: boolean): Buffer | null => {
      if (!applies || given === '') return null
      if (given === undefined) return before?.[`${field}_sealed`] ?? null
      return this.#vault.seal(place(id, field), new Secret(given))
    }
    const password = auth.kind === 'password' ? auth.password : undefined
    const key = auth.kind === 'key' ? auth : { privateKey: undefined, passphrase: undefined }
    return {
      password_sealed: next('password', password, auth.kind === 'password'),
      private_key_sealed: next('private_key', key.privateKey, auth.kind === 'key'),
      passphrase_sealed: next('passphrase', key.passphrase, auth.kind === 'key'),
      sudo_password_sealed: next('sudo_password', input.sudoPassword, true),
    }
  }

  #shown(row: HostRow): HostProfile {
    const { authKind, ...plain } = fromJson(profile, row.profile)
    return {
      id: row.id,
      ...plain,
      auth: shownAuth(authKind, row),
      hasSudoPassword: row.sudo_password_sealed !== null,
      hostKey: this.#keys.pinned(plain.address, plain.port),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  }
}

function shownAuth(kind: Profile['authKind'], row: SealedFields): HostProfile['auth'] {
  switch (kind) {
    case 'agent':
      return { kind }
    case 'password':
      return { kind, hasPassword: row.password_sealed !== null }
    case 'key':
      return {
        kind,
        hasKey: row.private_key_sealed !== null,
        hasPassphrase: row.passphrase_sealed !== null,
      }
  }
}

function profileOf(input: HostInput): string {
  const { name, address, port, user, auth, notes, tags } = input
  return toJson({ name, address, port, user, authKind: auth.kind, notes, tags } satisfies Profile)
}

function place(id: string, field: SecretField) {
  return { table: 'hosts', id, field }
}

function foldCase(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
