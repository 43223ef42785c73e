import { linesOf } from '../fact-text.ts'
import type { AddressAlias } from '../addresses.ts'
import { outsideBlock, ownBlock } from '../own-block.ts'

/** Accounts of the system that programs send mail as; what is sent to them is for root. */
const systemAccounts = [
  'mailer-daemon',
  'daemon',
  'bin',
  'sys',
  'nobody',
  'www-data',
  'news',
  'uucp',
  'noc',
  'security',
]

/** The aliases(5) file that shall be, and which entries of others it replaces. */
export interface WishedAliases {
  readonly text: string
  readonly replaced: readonly { readonly name: string; readonly before: string }[]
  /** Mailboxes whose mail an entry of others sends elsewhere. */
  readonly redirected: readonly { readonly name: string; readonly before: string }[]
}

/**
 * The aliases(5) text with a block of our own. What others wrote stays; an entry of theirs gives way only where the
 * description names the same alias with other targets, and holds against role addresses and system accounts.
 */
export function wishedAliases(
  existing: string | null,
  aliases: readonly AddressAlias[],
  mailboxes: readonly string[] = [],
): WishedAliases {
  const present = linesOf(existing ?? '# See aliases(5). After a change run: newaliases\n')
  const { others, place } = outsideBlock(present)
  const entries = entriesOf(others)
  const replaced: { name: string; before: string }[] = []
  const named = new Map(aliases.filter(({ origin }) => origin === 'spec').map((alias) => [alias.name, alias]))
  const isKept = (_line: string, index: number): boolean => {
    const entry = entries.find(({ from, to }) => index >= from && index < to)
    const alias = entry && named.get(entry.name)
    if (entry === undefined || alias === undefined) return true
    if (index === entry.from && !sameTargets(entry.value, alias.targets))
      replaced.push({ name: entry.name, before: entry.value })
    return false
  }
  const above = others.slice(0, place).filter(isKept)
  const below = others.slice(place).filter((line, index) => isKept(line, place + index))
  const kept = [...above, ...below]
  const held = new Set(entriesOf(kept).map(({ name }) => name))
  const lines = aliases
    .filter(({ name }) => !held.has(name))
    .map(({ name, targets }) => `${name}: ${targets.join(', ')}`)
  const answered = new Set([...held, ...aliases.map(({ name }) => name)])
  // Without an alias for root there is nobody to send the mail of the system's accounts on to.
  const accounts = answered.has('root') ? systemAccounts.filter((name) => !answered.has(name)) : []
  const block = ownBlock([...lines, ...accounts.map((name) => `${name}: root`)])
  const redirected = entriesOf(kept)
    .filter(({ name, value }) => mailboxes.includes(name) && !staysAt(name, value))
    .map(({ name, value }) => ({ name, before: value }))
  return { text: `${[...above, ...block, ...below].join('\n')}\n`, replaced, redirected }
}

interface Entry {
  readonly name: string
  readonly value: string
  /** Half-open range of lines. */
  readonly from: number
  readonly to: number
}

/** Comments and blank lines end no entry: a line that starts with space continues it all the same (aliases(5)). */
function entriesOf(lines: readonly string[]): readonly Entry[] {
  const entries: Entry[] = []
  // A name that is quoted because it must be, or no entry at all, is nobody's that we could mean.
  let isOpen = false
  lines.forEach((line, index) => {
    const start = /^("?)([^":\s#]+)\1\s*:(.*)$/.exec(line)
    const last = entries.at(-1)
    if (start !== null) {
      entries.push({
        name: (start[2] ?? '').toLowerCase(),
        value: (start[3] ?? '').trim(),
        from: index,
        to: index + 1,
      })
      isOpen = true
    } else if (/^\s+[^\s#]/.test(line) && last !== undefined && isOpen) {
      entries[entries.length - 1] = { ...last, value: `${last.value} ${line.trim()}`, to: index + 1 }
    } else if (/^[^\s#]/.test(line)) isOpen = false
  })
  return entries
}

/** An alias that names itself, or `\\itself`, also leaves the mail in the mailbox (aliases(5)). */
function staysAt(name: string, value: string): boolean {
  return value.split(/[\s,]+/).some((target) => target.replace(/^\\/, '').toLowerCase() === name)
}

function sameTargets(value: string, targets: readonly string[]): boolean {
  const present = value.split(/[\s,]+/).filter(Boolean)
  return present.length === targets.length && targets.every((target) => present.includes(target))
}
