import { linesOf } from '../fact-text.ts'
import { bareLine, existingLocation } from './existing-config.ts'

/** A dovecot.conf that version 2.4 reads, and what it would not start with. */
export interface ModernText {
  readonly text: string
  /** Lines in words of version 2.3, or before the one that must be first. */
  readonly refused: readonly string[]
}

const versionLine = /^\s*dovecot_(config|storage)_version\b/

/**
 * The text in the words of version 2.4: what guides for version 2.3 put in at the top stands behind the line of the version,
 * reworded where it must be. A text without such lines stays as it is.
 */
export function modernText(main: string): ModernText {
  const lines = linesOf(main)
  const version = lines.findIndex((line) => versionLine.test(line))
  const refused = lines.filter((line, index) => {
    const bare = bareLine(line)
    return bare !== '' && (index < version || reworded(bare) !== null)
  })
  if (refused.length === 0) return { text: main, refused }
  const first = lines.findIndex((line) => bareLine(line) !== '')
  const hoisted = first < version ? lines.filter((line) => versionLine.test(line)) : []
  const rest = lines.map((line) => reworded(bareLine(line)) ?? [line])
  const all = rest.flatMap((words, index) => {
    const old = lines[index] ?? ''
    const present = hoisted.includes(old) ? [] : words
    return index === first ? [...hoisted, ...present] : present
  })
  return { text: `${all.join('\n')}\n`, refused: refused.map(bareLine) }
}

/** The same in words of version 2.4, or null where a line needs none. */
function reworded(bare: string): readonly string[] | null {
  const [, name = '', value = ''] = /^([a-z_]+)\s*=\s*(.*)$/.exec(bare) ?? []
  const file = value.replace(/^</, '')
  switch (name) {
    case 'disable_plaintext_auth':
      return [`auth_allow_cleartext = ${value === 'no' ? 'yes' : 'no'}`]
    case 'ssl_cert':
      return [`ssl_server_cert_file = ${file}`]
    case 'ssl_key':
      return [`ssl_server_key_file = ${file}`]
    case 'ssl_dh':
      return [`ssl_server_dh_file = ${file}`]
    case 'mail_location':
      return mailPlace(bare, value)
    default:
      return null
  }
}

function mailPlace(bare: string, value: string): readonly string[] {
  const place = existingLocation(new Map([['mail_location', value]]))
  // Not understood: the daemon's checker names the line.
  if (place === null) return [bare]
  const lines = [`mail_driver = ${place.driver}`, `mail_path = ${modernVariables(place.path)}`]
  return place.inbox === undefined ? lines : [...lines, `mail_inbox_path = ${modernVariables(place.inbox)}`]
}

function modernVariables(path: string): string {
  return path
    .replaceAll('%u', '%{user}')
    .replaceAll('%n', '%{user | username}')
    .replaceAll('%d', '%{user | domain}')
}
