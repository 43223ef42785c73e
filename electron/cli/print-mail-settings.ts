import { message } from '#shared/message.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { Terminal } from './terminal.ts'

// RFC 8314 §3: TLS from the first byte; 587 with STARTTLS for programs that know no other.
const services = [
  [message('test.programImap'), '993 SSL/TLS'],
  [message('test.programPop3'), '995 SSL/TLS'],
  [message('test.programSmtp'), '465 SSL/TLS'],
  [message('test.programSmtpOld'), '587 STARTTLS'],
] as const

/** What a mail program asks for: names, ports and how one logs in; `address` is the server's. No password. */
export function printMailSettings(
  { paint, say, write }: Terminal,
  { hostname, domain, accounts }: ServerSpec,
  mailbox: string,
  address: string,
): void {
  const user =
    accounts === 'virtual'
      ? message('cli.userIsAddress', { user: `${mailbox}@${domain}` })
      : message('cli.userIsName', { user: mailbox })
  const lines = [
    { label: message('test.programServer'), text: hostname },
    { label: message('test.programLogin'), text: user },
    ...services.map(([label, text]) => ({ label, text })),
  ]
  write(`\n${paint.heading(say(message('test.programTitle')))}\n`)
  for (const line of lines) write(`  ${say(message('cli.labelled', line))}\n`)
  write(`  ${paint.quiet(say(message('test.programNote', { hostname, address })))}\n`)
}
