import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const version = 1
const nonceBytes = 12
const tagBytes = 16

/** Where a sealed value lives; it opens nowhere else. */
export interface SealPlace {
  readonly table: string
  readonly id: string
  readonly field: string
}

/**
 * Seals text with AES-256-GCM (NIST SP 800-38D) under a fresh 96-bit nonce, bound to its place. The result is
 * `version ‖ nonce ‖ ciphertext ‖ tag`; the text is taken as UTF-16, so that any string comes back whole.
 */
export function sealText(key: Uint8Array, place: SealPlace, text: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(associatedData(place))
  const body = Buffer.concat([cipher.update(Buffer.from(text, 'utf16le')), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, body, cipher.getAuthTag()])
}

/** The text that was sealed for this place. Throws an Error when key, place or bytes are not the same. */
export function openText(key: Uint8Array, place: SealPlace, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes[0] !== version || bytes.length < 1 + nonceBytes + tagBytes) throw new Error('not a sealed value')
  const nonce = bytes.subarray(1, 1 + nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(associatedData(place))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  const body = bytes.subarray(1 + nonceBytes, -tagBytes)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf16le')
}

function associatedData({ table, id, field }: SealPlace): Buffer {
  return Buffer.from(JSON.stringify(['mailwright', table, id, field]))
}
