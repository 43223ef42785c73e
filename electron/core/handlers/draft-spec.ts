import { fail } from '#shared/fail.ts'
import type { DraftFields } from '#shared/model/draft.ts'
import { serverSpec, type ServerSpec, type ServerSpecInput } from '#shared/model/server-spec.ts'
import type { Secret } from '#shared/secret.ts'
import { listProblems, refusalWords } from './problems.ts'

/** The wish that a draft's fields describe, with its stored passwords by position. Throws `specInvalid` with all problems. */
export function specOfDraft(fields: DraftFields, passwords: readonly (Secret | null)[]): ServerSpec {
  const written: ServerSpecInput = {
    domain: fields.domain,
    hostname: fields.hostname,
    ...(fields.address.trim() === '' ? {} : { address: fields.address }),
    dns:
      fields.dnsProvider === 'manual'
        ? { provider: 'manual' }
        : { provider: 'bind', forwarders: filled(fields.forwarders), useForServer: fields.useForServer },
    accounts: fields.accounts,
    access: fields.access,
    trustedNetworks: filled(fields.trustedNetworks),
    mailboxes: fields.mailboxes.map(({ name }, position) => {
      const password = passwords[position]?.reveal('hash')
      return password === undefined ? { name } : { name, password }
    }),
    aliases: fields.aliases.map(({ name, to }) => ({ name, to: filled(to) })),
  }
  const spec = serverSpec.safeParse(written)
  if (spec.success) return spec.data
  const problems = spec.error.issues.map((issue) => ({ path: issue.path, message: refusalWords(issue) }))
  throw fail('specInvalid', { problems: listProblems(problems) ?? refusalWords({ message: '' }) })
}

function filled(rows: readonly string[]): string[] {
  return rows.map((row) => row.trim()).filter((row) => row !== '')
}
