import { encrypt, verify } from 'unixcrypt'

const sha512Crypt = /^\$6\$(?:rounds=\d+\$)?[./A-Za-z0-9]{0,16}\$[./A-Za-z0-9]{86}$/

/** A guess at one's own old hash must not cost more than this many rounds. */
const mostRounds = 100_000

/**
 * The crypt(5) hash (`$6$`, SHA-512, 5000 rounds) for a password: `existing` itself where the password fits it, so that an
 * unchanged password changes nothing on the server; else a new one with a random salt.
 */
export function passwordHash(password: string, existing: string | null | undefined): string {
  return typeof existing === 'string' && fitsHash(password, existing) ? existing : encrypt(password)
}

/** Whether the password fits a `$6$` hash; false for every other kind of hash. */
export function fitsHash(password: string, hash: string): boolean {
  if (!sha512Crypt.test(hash)) return false
  const rounds = /^\$6\$rounds=(\d+)\$/.exec(hash)?.[1]
  if (rounds !== undefined && Number(rounds) > mostRounds) return false
  return verify(password, hash)
}
