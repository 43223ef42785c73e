import { message } from '#shared/message.ts'
import { mailProgramServices } from '#shared/model/mail-program.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { Terminal } from './terminal.ts'

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
    ...mailProgramServices.map(({ label, port, security }) => ({
      label: message(label),
      text: `${port} ${security}`,
    })),
  ]
  write(`\n${paint.heading(say(message('test.programTitle')))}\n`)
  for (const line of lines) write(`  ${say(message('cli.labelled', line))}\n`)
  write(`  ${paint.quiet(say(message('test.programNote', { hostname, address })))}\n`)
}
