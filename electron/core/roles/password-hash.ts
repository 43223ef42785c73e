import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sha512Crypt } from './sha512-crypt.ts'

/** A password that is wished, and the hash that the server has for the account now. */
export interface PasswordCase {
  /** Whose password it is: two accounts with the same password get different hashes. */
  readonly account: string
  readonly password: string
  readonly existing: string | null | undefined
}

const sha512Hash = /^\$6\$(?:rounds=(\d+)\$)?([./A-Za-z0-9]{0,16})\$[./A-Za-z0-9]{86}$/

/** What crypt(5) takes; a guess at one's own old hash must not cost more than the greater number of rounds. */
const [fewestRounds, mostRounds] = [1000, 100_000]

/**
 * The crypt(5) hash (`$6$`, SHA-512, 5000 rounds) for a password: `existing` itself where the password fits it, so that an
 * unchanged password changes nothing on the server; else a new one with a random salt. Asked again, it gives the same.
 */
export function passwordHash(wanted: PasswordCase): string {
  const key = caseKey(wanted)
  const known = answers.get(key)
  if (known !== undefined) return known
  const answer = freshAnswer(wanted)
  remember(key, answer)
  return answer
}

/** Whether `passwordHash` knows its answer already, so that it costs nothing. */
export function isHashKnown(wanted: PasswordCase): boolean {
  return answers.has(caseKey(wanted))
}

/** Takes over what `freshAnswer` gave elsewhere. */
export function rememberHash(wanted: PasswordCase, answer: string): void {
  remember(caseKey(wanted), answer)
}

/** The answer of `passwordHash`, computed: 4 ms, twice that where the password is another than before. */
export function freshAnswer({ password, existing }: Omit<PasswordCase, 'account'>): string {
  return typeof existing === 'string' && fitsHash(password, existing)
    ? existing
    : sha512Crypt(password, newSalt())
}

/** Whether the password fits a `$6$` hash; false for every other kind of hash. */
export function fitsHash(password: string, hash: string): boolean {
  const match = sha512Hash.exec(hash)
  if (match === null) return false
  const rounds = match[1] === undefined ? null : Number(match[1])
  if (rounds !== null && (rounds < fewestRounds || rounds > mostRounds)) return false
  const ours = sha512Crypt(password, match[2] ?? '', rounds)
  return ours.length === hash.length && timingSafeEqual(Buffer.from(ours), Buffer.from(hash))
}

function newSalt(): string {
  return randomBytes(12).toString('base64').replaceAll('+', '.')
}

/**
 * Answers of this process, in its memory only, under keys from which no password can be guessed without the key of the process.
 * Nothing of the kind is ever written down: a quick digest of a password would be worth stealing.
 */
const answers = new Map<string, string>()
const mostAnswers = 20_000
const processKey = randomBytes(32)

function caseKey({ account, password, existing }: PasswordCase): string {
  const text = JSON.stringify([account, existing ?? '', password])
  return createHmac('sha256', processKey).update(text).digest('base64')
}

function remember(key: string, answer: string): void {
  if (answers.size >= mostAnswers) answers.clear()
  answers.set(key, answer)
}
