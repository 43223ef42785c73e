import type { ServerSpec } from './server-spec.ts'

/** What a mailbox logs in with: its whole address, or its name where it is a user of the system. */
export function loginName(
  { accounts, domain }: Pick<ServerSpec, 'accounts' | 'domain'>,
  mailbox: string,
): string {
  return accounts === 'virtual' ? `${mailbox}@${domain}` : mailbox
}
