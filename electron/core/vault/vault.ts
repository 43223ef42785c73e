import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fail } from '#shared/fail.ts'
import { message, type Message } from '#shared/message.ts'
import { Secret } from '#shared/secret.ts'
import { createKeyFile, keyFileName, type KeyRecord, readKeyFile, replaceKeyFile } from './key-file.ts'
import { unwrapKey, wrapKey } from './passphrase.ts'
import { openText, type SealPlace, sealText } from './sealing.ts'

/** The system's keychain, as far as the vault needs it. Rejects where the system refuses. */
export interface Keychain {
  wrap(key: Uint8Array): Promise<Uint8Array>
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>
}

const keyBytes = 32

/**
 * Seals passwords and keys under one data key, which lies in the key file as it is, or wrapped by the system's keychain or
 * by a passphrase. A vault that cannot be opened is locked: it refuses, and never puts a new key in the place of the old.
 */
export class Vault {
  readonly #path: string
  readonly #keychain: Keychain | null
  readonly #onSecret: (text: string) => void
  #record: KeyRecord
  #key: Buffer | null
  readonly #lockedBecause: string | Message

  private constructor(
    options: VaultOptions,
    record: KeyRecord,
    key: Buffer | null,
    lockedBecause: string | Message,
  ) {
    this.#path = join(options.directory, keyFileName)
    this.#keychain = options.keychain
    this.#onSecret = options.onSecret ?? (() => undefined)
    this.#record = record
    this.#key = key
    this.#lockedBecause = lockedBecause
  }

  /** Opens the vault of a data directory, or makes one: by keychain where there is one, else by key file. */
  static async open(options: VaultOptions): Promise<Vault> {
    const path = join(options.directory, keyFileName)
    const found = readKeyFile(path)
    if (found !== null) return Vault.#openFound(options, found)
    const key = randomBytes(keyBytes)
    const record = await recordWithoutPassphrase(options.keychain, key)
    return createKeyFile(path, record) ? new Vault(options, record, key, '') : Vault.open(options)
  }

  static async #openFound(options: VaultOptions, record: KeyRecord): Promise<Vault> {
    switch (record.kind) {
      case 'keyFile':
        return new Vault(options, record, Buffer.from(record.key, 'base64'), '')
      case 'passphrase':
        return new Vault(options, record, null, '')
      case 'keychain': {
        if (options.keychain === null)
          return new Vault(options, record, null, message('settings.keychainAbsent'))
        try {
          const key = await options.keychain.unwrap(Buffer.from(record.key, 'base64'))
          return new Vault(options, record, Buffer.from(key), '')
        } catch (error) {
          return new Vault(options, record, null, error instanceof Error ? error.message : String(error))
        }
      }
    }
  }

  /** Where the data key lies. */
  get kind(): KeyRecord['kind'] {
    return this.#record.kind
  }

  get locked(): boolean {
    return this.#key === null
  }

  /** Seals a secret for its place. Throws `vaultLocked` or `vaultKeychainMissing`. */
  seal(place: SealPlace, secret: Secret): Buffer {
    const text = secret.reveal('seal')
    this.#onSecret(text)
    return sealText(this.#openKey(), place, text)
  }

  /** The secret of a place. Throws as `seal` does, and `vaultSecretUnreadable` when the bytes are not from there. */
  unseal(place: SealPlace, sealed: Uint8Array): Secret {
    const key = this.#openKey()
    try {
      const text = openText(key, place, sealed)
      this.#onSecret(text)
      return new Secret(text)
    } catch (cause) {
      throw fail('vaultSecretUnreadable', {}, { cause })
    }
  }

  /** Opens a vault under a passphrase. Throws `vaultPassphraseWrong`, or `vaultKeychainMissing` where it is no matter of one. */
  async unlock(passphrase: Secret): Promise<void> {
    if (this.#key !== null) return
    if (this.#record.kind !== 'passphrase') throw this.#lockedFailure()
    this.#key = await this.#keyUnder(passphrase, this.#record)
  }

  /** Sets or changes the passphrase; an empty one takes it away. Throws `vaultPassphraseWrong` for a wrong current one. */
  async setPassphrase(current: Secret, next: Secret): Promise<void> {
    const key =
      this.#record.kind === 'passphrase' ? await this.#keyUnder(current, this.#record) : this.#openKey()
    const record: KeyRecord = next.isEmpty
      ? await recordWithoutPassphrase(this.#keychain, key)
      : { kind: 'passphrase', ...(await wrapKey(next.reveal('seal'), key)) }
    replaceKeyFile(this.#path, record)
    this.#record = record
    this.#key = key
  }

  async #keyUnder(passphrase: Secret, record: KeyRecord & { kind: 'passphrase' }): Promise<Buffer> {
    const key = await unwrapKey(passphrase.reveal('seal'), record)
    if (key === null) throw fail('vaultPassphraseWrong')
    return key
  }

  #openKey(): Buffer {
    if (this.#key === null) throw this.#lockedFailure()
    return this.#key
  }

  #lockedFailure() {
    return this.#record.kind === 'passphrase'
      ? fail('vaultLocked')
      : fail('vaultKeychainMissing', { detail: this.#lockedBecause })
  }
}

/** What a vault is opened with. */
export interface VaultOptions {
  readonly directory: string
  readonly keychain: Keychain | null
  /** Told each secret that passes, so that logs can be kept free of it. */
  readonly onSecret?: (text: string) => void
}

async function recordWithoutPassphrase(keychain: Keychain | null, key: Buffer): Promise<KeyRecord> {
  if (keychain === null) return { kind: 'keyFile', key: key.toString('base64') }
  const wrapped = Buffer.from(await keychain.wrap(key))
  return { kind: 'keychain', key: wrapped.toString('base64') }
}
