import { createHash, timingSafeEqual } from 'node:crypto'
import { fail } from '#shared/fail.ts'
import type { FailureError } from '#shared/model/failure.ts'

/** A server's public host key as people compare it. */
export interface HostKey {
  /** e.g. `ssh-ed25519` (RFC 4253 §6.6). */
  readonly algorithm: string
  /** `SHA256:…` as ssh-keygen -l prints it. */
  readonly fingerprint: string
}

/** Which host keys are good: pinned ones, and those that `verify` accepts while nothing is pinned. */
export interface HostKeyPolicy {
  /** Fingerprints as `SHA256:…`; while there is one, no other key is ever accepted. */
  readonly pinned: readonly string[]
  /** Asked about a key while none is pinned; absent: every such key is unknown. */
  readonly verify?: (key: HostKey) => Promise<'accept' | 'refuse'>
}

/** The host key in the wire's form (RFC 4253 §6.6); throws a RangeError for bytes that are none. */
export function readHostKey(blob: Buffer): HostKey {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0
  const algorithm = blob.subarray(4, 4 + length).toString('latin1')
  if (length === 0 || length > blob.length - 4 || !/^[!-~]{1,64}$/.test(algorithm))
    throw new RangeError('not a host key')
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')
  return { algorithm, fingerprint: `SHA256:${digest}` }
}

/** Null where the key is good, else hostKeyUnknown or hostKeyChanged for the named host. */
export async function judgeHostKey(
  key: HostKey,
  policy: HostKeyPolicy,
  host: string,
): Promise<FailureError | null> {
  if (policy.pinned.length > 0) {
    if (policy.pinned.some((pin) => sameFingerprint(pin, key.fingerprint))) return null
    const params = { host, algorithm: key.algorithm, offered: key.fingerprint }
    return fail('hostKeyChanged', { ...params, pinned: policy.pinned.join(', ') })
  }
  if ((await policy.verify?.(key)) === 'accept') return null
  return fail('hostKeyUnknown', { host, ...key })
}

function sameFingerprint(pin: string, offered: string): boolean {
  // ssh-keygen prints the digest without padding; people paste it with it too.
  const digestOf = (text: string): Buffer => Buffer.from(text.trim().replace(/^SHA256:/, ''), 'base64')
  const [a, b] = [digestOf(pin), digestOf(offered)]
  return a.length === 32 && a.length === b.length && timingSafeEqual(a, b)
}
