import type { HostFacts } from '#core/facts/host-facts.ts'
import { linesOf } from '../fact-text.ts'
import type { MailLocation } from './dovecot-settings.ts'

/** What the Dovecot configuration on a server sets at its top level; the last of equal names counts. */
export function existingSettings(facts: HostFacts, directory: string): ReadonlyMap<string, string> {
  const main = facts.files.get(`${directory}/dovecot.conf`)?.text ?? ''
  const includesTree = /^\s*!include(_try)?\s+conf\.d\//m.test(main)
  const tree = [...facts.files]
    .filter(([path]) => includesTree && path.startsWith(`${directory}/conf.d/`) && path.endsWith('.conf'))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, fact]) => fact.text ?? '')
  const local = /^\s*!include_try\s+local\.conf/m.test(main)
    ? (facts.files.get(`${directory}/local.conf`)?.text ?? '')
    : ''
  return new Map([main, ...tree, local].flatMap(topLevelSettings))
}

function topLevelSettings(text: string): readonly [string, string][] {
  const settings: [string, string][] = []
  let depth = 0
  for (const line of linesOf(text)) {
    const bare = line.replace(/(^|\s)#.*$/, '').trim()
    if (bare.endsWith('{')) depth += 1
    else if (bare === '}') depth -= 1
    else if (depth === 0) {
      const match = /^([a-z0-9_]+)\s*=\s*(.*)$/.exec(bare)
      if (match?.[1] !== undefined) settings.push([match[1], match[2] ?? ''])
    }
  }
  return settings
}

/** Where the mail of system users lies by the present configuration, of either dialect; null where that is not told. */
export function existingLocation(settings: ReadonlyMap<string, string>): MailLocation | null {
  const older = /^(maildir|mbox):([^:]+)(?::INBOX=([^:]+))?$/.exec(settings.get('mail_location') ?? '')
  if (older !== null) return locationOf(older[1], older[2], older[3])
  const inbox = settings
    .get('mail_inbox_path')
    ?.replaceAll(/%\{user \| username[^}]*\}/g, '%n')
    .replaceAll(/%\{user[^}]*\}/g, '%u')
  return locationOf(settings.get('mail_driver'), settings.get('mail_path'), inbox)
}

function locationOf(driver?: string, path?: string, inbox?: string): MailLocation | null {
  if (path === undefined || (driver !== 'maildir' && driver !== 'mbox')) return null
  return { driver, path, ...(inbox === undefined || inbox === path ? {} : { inbox }) }
}
