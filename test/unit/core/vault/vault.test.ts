import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openText, sealText } from '#core/vault/sealing.ts'
import { keyFileName } from '#core/vault/key-file.ts'
import { type Keychain, Vault } from '#core/vault/vault.ts'
import { Secret } from '#shared/secret.ts'
import { scratchDirectory } from '../store/scratch-store.ts'

const place = { table: 'hosts', id: 'h1', field: 'password' }

/** A keychain that turns bytes around; locked, it refuses. */
class ScriptedKeychain implements Keychain {
  isLocked = false
  wrapped = 0

  wrap(key: Uint8Array): Promise<Uint8Array> {
    this.wrapped += 1
    return Promise.resolve(Uint8Array.from(key, (byte) => byte ^ 0xff))
  }

  unwrap(key: Uint8Array): Promise<Uint8Array> {
    if (this.isLocked) return Promise.reject(new Error('the keyring is locked'))
    return Promise.resolve(Uint8Array.from(key, (byte) => byte ^ 0xff))
  }
}

function readKeyRecord(directory: string): { kind: string; key: string } {
  return JSON.parse(readFileSync(join(directory, keyFileName), 'utf8')) as { kind: string; key: string }
}

describe('sealing', () => {
  const key = Buffer.alloc(32, 7)

  it('never gives the same bytes twice', () => {
    expect(sealText(key, place, 'x').equals(sealText(key, place, 'x'))).toBe(false)
  })

  it('opens with the same key at the same place only', () => {
    const sealed = sealText(key, place, 'geheim')
    expect(openText(key, place, sealed)).toBe('geheim')
    expect(() => openText(Buffer.alloc(32, 8), place, sealed)).toThrow()
    for (const other of [
      { ...place, table: 'drafts' },
      { ...place, id: 'h2' },
      { ...place, field: 'passphrase' },
    ]) {
      expect(() => openText(key, other, sealed)).toThrow()
    }
  })

  it('notices every changed byte', () => {
    const sealed = sealText(key, place, 'geheim')
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8((sealed[at] ?? 0) ^ 1, at)
      expect(() => openText(key, place, changed)).toThrow()
    }
    expect(() => openText(key, place, sealed.subarray(0, 10))).toThrow()
  })
})

describe('the vault', () => {
  it('makes a key file for its owner alone and opens again with it', async () => {
    const directory = scratchDirectory()
    const vault = await Vault.open({ directory, keychain: null })
    expect(vault).toMatchObject({ kind: 'keyFile', locked: false })
    expect(statSync(join(directory, keyFileName)).mode & 0o777).toBe(0o600)
    const sealed = vault.seal(place, new Secret('geheim'))
    const again = await Vault.open({ directory, keychain: null })
    expect(again.unseal(place, sealed).reveal('login')).toBe('geheim')
  })

  it('has one key when two processes begin at once', async () => {
    const directory = scratchDirectory()
    const [one, other] = await Promise.all([
      Vault.open({ directory, keychain: null }),
      Vault.open({ directory, keychain: null }),
    ])
    expect(other.unseal(place, one.seal(place, new Secret('geheim'))).reveal('login')).toBe('geheim')
  })

  it('says in words that a value was sealed under another key', async () => {
    const one = await Vault.open({ directory: scratchDirectory(), keychain: null })
    const other = await Vault.open({ directory: scratchDirectory(), keychain: null })
    const sealed = one.seal(place, new Secret('x'))
    expect(() => other.unseal(place, sealed)).toThrow('vaultSecretUnreadable')
  })

  it('leaves its key to the keychain where there is one, and is locked while that refuses', async () => {
    const directory = scratchDirectory()
    const keychain = new ScriptedKeychain()
    const vault = await Vault.open({ directory, keychain })
    expect(vault.kind).toBe('keychain')
    const sealed = vault.seal(place, new Secret('geheim'))
    keychain.isLocked = true
    const locked = await Vault.open({ directory, keychain })
    expect(locked.locked).toBe(true)
    expect(() => locked.unseal(place, sealed)).toThrow('vaultKeychainMissing')
    await expect(locked.unlock(new Secret('x'))).rejects.toThrow('vaultKeychainMissing')
    await expect(locked.setPassphrase(new Secret(''), new Secret('x'))).rejects.toThrow(
      'vaultKeychainMissing',
    )
    expect((await Vault.open({ directory, keychain: null })).locked).toBe(true)
    keychain.isLocked = false
    const open = await Vault.open({ directory, keychain })
    expect(open.unseal(place, sealed).reveal('login')).toBe('geheim')
    expect(keychain.wrapped).toBe(1)
  })

  it('is locked by a passphrase after the next start, and opened by that one alone', async () => {
    const directory = scratchDirectory()
    const vault = await Vault.open({ directory, keychain: null })
    const { key } = readKeyRecord(directory)
    const sealed = vault.seal(place, new Secret('geheim'))
    await vault.setPassphrase(new Secret(''), new Secret('Pässwort 口令'))
    expect(vault.locked).toBe(false)
    expect(readFileSync(join(directory, keyFileName), 'utf8')).not.toContain(key)

    const next = await Vault.open({ directory, keychain: null })
    expect(next).toMatchObject({ kind: 'passphrase', locked: true })
    expect(() => next.seal(place, new Secret('x'))).toThrow('vaultLocked')
    await expect(next.unlock(new Secret('pässwort 口令'))).rejects.toThrow('vaultPassphraseWrong')
    expect(next.locked).toBe(true)
    // The same words, composed by another keyboard.
    await next.unlock(new Secret('Pässwort 口令'.normalize('NFD')))
    expect(next.unseal(place, sealed).reveal('login')).toBe('geheim')

    await expect(next.setPassphrase(new Secret('wrong'), new Secret(''))).rejects.toThrow(
      'vaultPassphraseWrong',
    )
    await next.setPassphrase(new Secret('Pässwort 口令'), new Secret(''))
    const free = await Vault.open({ directory, keychain: null })
    expect(free).toMatchObject({ kind: 'keyFile', locked: false })
    expect(free.unseal(place, sealed).reveal('login')).toBe('geheim')
  }, 30_000)

  it('refuses a damaged key file, repeats nothing of it and leaves it as it is', async () => {
    const directory = scratchDirectory()
    const path = join(directory, keyFileName)
    writeFileSync(path, '{"kind":"keyFile","key":"c2VjcmV0LWtleS1ieXRlcw==",')
    const refused = Vault.open({ directory, keychain: null })
    await expect(refused).rejects.toThrow('vaultFileDamaged')
    await refused.catch((error: unknown) => expect(JSON.stringify(error)).not.toContain('c2VjcmV0'))
    expect(readFileSync(path, 'utf8')).toContain('c2VjcmV0')
  })
})
