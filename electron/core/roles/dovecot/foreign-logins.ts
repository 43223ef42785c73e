import { message, type Message } from '#shared/message.ts'
import { loginName } from '#shared/model/login-name.ts'
import type { Wish } from '#core/plan/resource.ts'
import { linesOf } from '../fact-text.ts'
import type { RoleInput } from '../role.ts'
import { bareLine, existingLines } from './existing-config.ts'

const fileSetting = /^(?:args|passwd_file_path)\s*=\s*(?:\S+\s+)*(\/\S+)$/
const database = /^(?:driver\s*=\s*|(?:passdb|userdb)\s+)(sql|ldap|lua|checkpassword|oauth2|imap)\b/

/** Mailboxes of the description that can log in already by a list of somebody else's, whose password goes on working. */
export function foreignLoginWarnings(input: RoleInput): readonly Message[] {
  const { spec } = input
  return loginFiles(input).flatMap(({ path, logins }) =>
    spec.mailboxes
      .map(({ name }) => loginName(spec, name))
      .filter((login) => logins.has(login))
      .map((address) => message('roles.mailboxHasLoginWarning', { address, path })),
  )
}

/**
 * Those of the domains under which nobody is known to Dovecot by the whole address; none but the first where databases are asked,
 * which cannot be looked into.
 */
export function domainsWithoutLogins(input: RoleInput, domains: readonly string[]): readonly string[] {
  if (databases(input).size > 0) return domains.slice(0, 1)
  const known = loginFiles(input).flatMap(({ logins }) =>
    [...logins].flatMap((login) => login.split('@')[1] ?? []),
  )
  return domains.filter((domain, index) => index === 0 || !known.includes(domain))
}

/** The lists of others that say who may log in. */
function loginFiles({ platform, facts }: RoleInput): readonly {
  readonly path: string
  readonly logins: ReadonlySet<string>
}[] {
  const { directory } = platform.dovecot
  const paths = existingLines(facts, directory).flatMap((line) => fileSetting.exec(bareLine(line))?.[1] ?? [])
  return [...new Set(paths)]
    .filter((path) => path !== `${directory}/users`)
    .map((path) => ({
      path,
      logins: new Set(
        linesOf(facts.files.get(path)?.text ?? '').map((line) => (line.split(':')[0] ?? '').toLowerCase()),
      ),
    }))
}

/** Databases that the present configuration asks for logins, which cannot be looked into. */
export function foreignLoginNotices(input: RoleInput): Wish['notices'] {
  return [...databases(input)].map((driver) => ({
    blocking: false,
    message: message('roles.noticeForeignLogins', { driver }),
  }))
}

function databases({ platform, facts }: RoleInput): ReadonlySet<string> {
  const lines = existingLines(facts, platform.dovecot.directory).map(bareLine)
  return new Set(lines.flatMap((line) => database.exec(line)?.[1] ?? []))
}
