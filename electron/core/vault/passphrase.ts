import { randomBytes, scrypt } from 'node:crypto'
import { openText, sealText } from './sealing.ts'

/** A data key under a passphrase: scrypt's parameters (RFC 7914) and the sealed key, bytes as base64. */
export interface WrappedKey {
  readonly salt: string
  readonly cost: number
  readonly blockSize: number
  readonly parallel: number
  readonly key: string
}

const place = { table: 'vault', id: 'data-key', field: 'passphrase' }
// 128 MiB and about half a second: a guess costs an attacker as much.
const present = { cost: 2 ** 17, blockSize: 8, parallel: 1 }

/** Wraps the data key so that only the passphrase opens it. */
export async function wrapKey(passphrase: string, dataKey: Uint8Array): Promise<WrappedKey> {
  const salt = randomBytes(16)
  const wrapping = await derive(passphrase, salt, present)
  const text = Buffer.from(dataKey).toString('base64')
  return {
    ...present,
    salt: salt.toString('base64'),
    key: sealText(wrapping, place, text).toString('base64'),
  }
}

/** The data key, or null where the passphrase is another. */
export async function unwrapKey(passphrase: string, wrapped: WrappedKey): Promise<Buffer | null> {
  const wrapping = await derive(passphrase, Buffer.from(wrapped.salt, 'base64'), wrapped)
  try {
    return Buffer.from(openText(wrapping, place, Buffer.from(wrapped.key, 'base64')), 'base64')
  } catch {
    return null
  }
}

function derive(
  passphrase: string,
  salt: Uint8Array,
  { cost, blockSize, parallel }: typeof present,
): Promise<Buffer> {
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize }
  return new Promise((resolve, reject) => {
    // One text, one key, however the keyboard composed it (RFC 8265 §4).
    scrypt(passphrase.normalize('NFC'), salt, 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}
