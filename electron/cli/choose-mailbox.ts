import { fail } from '#shared/fail.ts'
import type { MailboxSpec, ServerSpec } from '#shared/model/server-spec.ts'

/** The mailbox to test: the one named, else the first whose password the description tells. */
export function chooseMailbox(
  spec: ServerSpec,
  name: string | undefined,
): MailboxSpec & { password: string } {
  const wanted = spec.mailboxes.filter((mailbox) =>
    name === undefined ? true : mailbox.name === name || `${mailbox.name}@${spec.domain}` === name,
  )
  if (wanted.length === 0) throw fail('mailboxNotInSpec', { mailbox: name ?? '–' })
  for (const { name: found, password } of wanted) if (password !== undefined) return { name: found, password }
  throw fail('mailboxPasswordMissing', { mailbox: wanted[0]?.name ?? '' })
}
