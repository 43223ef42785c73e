import type { ServerSpecInput } from '#shared/model/server-spec.ts'

/** Who owns the mailboxes. */
export type Accounts = 'virtual' | 'system'

const passwordOf = (index: number): string => `correct horse battery ${index}`

/** The description of the bench's server; its first alias goes to the first mailbox. */
export function benchSpec(
  accounts: Accounts,
  mailboxes = 2,
  aliases: readonly string[] = ['info'],
): ServerSpecInput {
  return {
    domain: 'example.test',
    hostname: 'mail.example.test',
    accounts,
    // The lab lets no DNS out: a server that asks its own BIND would find no mirror.
    dns: { provider: 'bind', forwarders: [], useForServer: false },
    mailboxes: Array.from({ length: mailboxes }, (_, index) => ({
      name: `user${index}`,
      password: passwordOf(index),
    })),
    aliases: aliases.map((name) => ({ name, to: ['user0'] })),
  }
}

/** `login TAB password` of each mailbox, a line each, as check-by-hand.sh reads them. */
export function passwordLines(spec: ServerSpecInput): string {
  const domain = spec.accounts === 'system' ? '' : `@${spec.domain}`
  return (spec.mailboxes ?? []).map(({ name, password }) => `${name}${domain}\t${password}`).join('\n')
}
