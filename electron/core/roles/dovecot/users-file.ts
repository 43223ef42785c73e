import type { CompleteSpec } from '../role.ts'
import { linesOf } from '../fact-text.ts'
import { isOwnText, ownHeader } from '../own-text.ts'
import { passwordHash, type PasswordCase } from '../password-hash.ts'

/** A passwd-file(5) of Dovecot and what happened to the mailboxes in it. */
export interface UsersFile {
  readonly text: string
  /** Mailboxes that have no password here and none in the description. */
  readonly withoutPassword: readonly string[]
  /** Addresses of ours that the description no longer names: they cannot log in any more. */
  readonly removed: readonly string[]
  /** Addresses whose present password is replaced. */
  readonly changed: readonly string[]
}

const comment = '# One line a mailbox: address:{scheme}hash:::::: (doc.dovecot.org, "passwd-file").\n'

/**
 * Addresses of the domain in a users file of somebody else's that the description does not name. They stay, and go on
 * receiving mail.
 */
export function keptAddresses(existing: string | null, spec: CompleteSpec): readonly string[] {
  if (existing === null || isOwnText(existing)) return []
  const wished = new Set(spec.mailboxes.map(({ name }) => `${name}@${spec.domain}`))
  const users = linesOf(existing).map((line) => parseEntry(line)?.user ?? '')
  return users.filter((user) => user.endsWith(`@${spec.domain}`) && !wished.has(user))
}

/** All addresses that can log in by a users file. */
export function loginsIn(existing: string | null): ReadonlySet<string> {
  return new Set(linesOf(existing ?? '').map((line) => parseEntry(line)?.user ?? ''))
}

/** The users file in which every mailbox of the description can log in; lines of others stay as they are. */
export function usersFile(existing: string | null, spec: CompleteSpec): UsersFile {
  const wished = new Map(spec.mailboxes.map((mailbox) => [`${mailbox.name}@${spec.domain}`, mailbox]))
  const own = existing === null || isOwnText(existing)
  const withoutPassword: string[] = []
  const removed: string[] = []
  const changed: string[] = []
  const lines: string[] = []
  const written = new Set<string>()
  for (const line of linesOf(existing ?? `${ownHeader('#')}${comment}`)) {
    const entry = parseEntry(line)
    const mailbox = wished.get(entry?.user ?? '')
    if (entry === null) lines.push(line)
    else if (mailbox !== undefined) {
      if (written.has(entry.user)) continue
      written.add(entry.user)
      const password = passwordField(entry.user, entry.password, mailbox.password)
      if (password !== entry.password && entry.password !== '') changed.push(entry.user)
      lines.push(`${entry.user}:${password}${entry.rest}`)
    } else if (!entry.user.endsWith(`@${spec.domain}`)) lines.push(line)
    else if (own) removed.push(entry.user)
    else lines.push(line)
  }
  for (const [address, { name, password }] of wished) {
    if (written.has(address)) continue
    if (password === undefined) withoutPassword.push(name)
    else lines.push(`${address}:${passwordField(address, '', password)}::::::`)
  }
  return { text: `${lines.join('\n')}\n`, withoutPassword, removed, changed }
}

/** The passwords for which `usersFile` wants hashes. */
export function passwordCases(existing: string | null, spec: CompleteSpec): readonly PasswordCase[] {
  const entries = linesOf(existing ?? '').flatMap((line) => parseEntry(line) ?? [])
  // Of two lines for one address the first counts.
  const fields = new Map(entries.toReversed().map(({ user, password }) => [user, password]))
  return spec.mailboxes.flatMap(({ name, password }) => {
    const account = `${name}@${spec.domain}`
    const field = withoutScheme(fields.get(account) ?? '')
    return password === undefined ? [] : [{ account, password, existing: field }]
  })
}

function parseEntry(line: string): { user: string; password: string; rest: string } | null {
  const match = /^([^#:\s][^:]*):([^:]*)(.*)$/.exec(line)
  if (match === null) return null
  const [, user = '', password = '', rest = ''] = match
  return { user: user.toLowerCase(), password, rest }
}

const scheme = '{SHA512-CRYPT}'

function passwordField(address: string, existing: string, password: string | undefined): string {
  if (password === undefined) return existing
  const before = withoutScheme(existing)
  const hash = passwordHash({ account: address, password, existing: before })
  return hash === before ? existing : `${scheme}${hash}`
}

function withoutScheme(field: string): string {
  return field.startsWith(scheme) ? field.slice(scheme.length) : field
}
