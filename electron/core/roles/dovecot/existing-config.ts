import { globShape } from '#core/facts/glob.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import { linesOf } from '../fact-text.ts'
import { isOwnText } from '../own-text.ts'
import type { MailLocation } from './mail-location.ts'

/** The lines of the Dovecot configuration on a server, those of included files in their place; files of ours are left out. */
export function existingLines(facts: HostFacts, directory: string): readonly string[] {
  return linesFrom(facts, `${directory}/dovecot.conf`, directory, 0)
}

/** Deeper nesting than people write, so that files which include each other come to an end. */
const deepest = 8

function linesFrom(facts: HostFacts, path: string, directory: string, depth: number): readonly string[] {
  const text = facts.files.get(path)?.text ?? ''
  if (depth > deepest || (depth > 0 && isOwnText(text))) return []
  return linesOf(text).flatMap((line) => {
    const name = /^\s*!include(?:_try)?\s+(\S+)\s*$/.exec(line)?.[1]
    if (name === undefined) return [line]
    const pattern = name.startsWith('/') ? name : `${path.slice(0, path.lastIndexOf('/'))}/${name}`
    return included(facts, pattern).flatMap((each) => linesFrom(facts, each, directory, depth + 1))
  })
}

function included(facts: HostFacts, pattern: string): readonly string[] {
  if (!pattern.includes('*')) return facts.files.has(pattern) ? [pattern] : []
  const shape = globShape(pattern)
  return [...facts.files.keys()].filter((path) => shape.test(path)).sort()
}

/** What the Dovecot configuration on a server sets at its top level; the last of equal names counts. */
export function existingSettings(facts: HostFacts, directory: string): ReadonlyMap<string, string> {
  return new Map(topLevelSettings(existingLines(facts, directory)))
}

function topLevelSettings(lines: readonly string[]): readonly [string, string][] {
  const settings: [string, string][] = []
  let depth = 0
  for (const line of lines) {
    const bare = bareLine(line)
    if (bare.endsWith('{')) depth += 1
    else if (bare === '}') depth -= 1
    else if (depth === 0) {
      const match = /^([a-z0-9_]+)\s*=\s*(.*)$/.exec(bare)
      if (match?.[1] !== undefined) settings.push([match[1], match[2] ?? ''])
    }
  }
  return settings
}

/** A line without comment and outer space. */
export function bareLine(line: string): string {
  return line.replace(/(^|\s)#.*$/, '').trim()
}

/** Where the mail of system users lies by the present configuration, of either dialect; null where that is not told. */
export function existingLocation(settings: ReadonlyMap<string, string>): MailLocation | null {
  const older = /^(maildir|mbox|mdbox|sdbox):([^:]+)(?::INBOX=([^:]+))?$/.exec(
    settings.get('mail_location') ?? '',
  )
  if (older !== null) return locationOf(older[1], older[2], older[3])
  const inbox = settings
    .get('mail_inbox_path')
    ?.replaceAll(/%\{user \| username[^}]*\}/g, '%n')
    .replaceAll(/%\{user[^}]*\}/g, '%u')
  return locationOf(settings.get('mail_driver'), settings.get('mail_path'), inbox)
}

function locationOf(driver?: string, path?: string, inbox?: string): MailLocation | null {
  if (path === undefined || !isDriver(driver)) return null
  return { driver, path, ...(inbox === undefined || inbox === path ? {} : { inbox }) }
}

function isDriver(driver: string | undefined): driver is MailLocation['driver'] {
  return driver === 'maildir' || driver === 'mbox' || driver === 'mdbox' || driver === 'sdbox'
}
