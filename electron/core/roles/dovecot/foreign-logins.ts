import { message } from '#shared/message.ts'
import type { Message } from '#shared/message.ts'
import type { Wish } from '#core/plan/resource.ts'
import { linesOf } from '../fact-text.ts'
import type { RoleInput } from '../role.ts'
import { bareLine, existingLines } from './existing-config.ts'

const fileSetting = /^(?:args|passwd_file_path)\s*=\s*(?:\S+\s+)*(\/\S+)$/
const database = /^(?:driver\s*=\s*|(?:passdb|userdb)\s+)(sql|ldap|lua|checkpassword|oauth2|imap)\b/

/** Mailboxes of the description that can log in already by a list of somebody else's, whose password goes on working. */
export function foreignLoginWarnings({ spec, platform, facts }: RoleInput): readonly Message[] {
  const { directory } = platform.dovecot
  const paths = existingLines(facts, directory).flatMap((line) => fileSetting.exec(bareLine(line))?.[1] ?? [])
  return [...new Set(paths)]
    .filter((path) => path !== `${directory}/users`)
    .flatMap((path) => {
      const logins = new Set(
        linesOf(facts.files.get(path)?.text ?? '').map((line) => (line.split(':')[0] ?? '').toLowerCase()),
      )
      return spec.mailboxes
        .map(({ name }) => (spec.accounts === 'virtual' ? `${name}@${spec.domain}` : name))
        .filter((login) => logins.has(login))
        .map((address) => message('roles.mailboxHasLoginWarning', { address, path }))
    })
}

/** Databases that the present configuration asks for logins, which cannot be looked into. */
export function foreignLoginNotices({ platform, facts }: RoleInput): Wish['notices'] {
  const lines = existingLines(facts, platform.dovecot.directory).map(bareLine)
  const drivers = new Set(lines.flatMap((line) => database.exec(line)?.[1] ?? []))
  return [...drivers].map((driver) => ({
    blocking: false,
    message: message('roles.noticeForeignLogins', { driver }),
  }))
}
