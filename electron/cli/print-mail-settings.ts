import { message } from '#shared/message.ts'
import { loginName } from '#shared/model/login-name.ts'
import { mailProgramServices } from '#shared/model/mail-program.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { Terminal } from './terminal.ts'

/** What a mail program asks for: names, ports and how one logs in; `address` is the server's. No password. */
export function printMailSettings(
  { paint, say, write }: Terminal,
  spec: ServerSpec,
  mailbox: string,
  address: string,
): void {
  const { hostname, accounts } = spec
  const user = loginName(spec, mailbox)
  const login =
    accounts === 'virtual' ? message('cli.userIsAddress', { user }) : message('cli.userIsName', { user })
  const lines = [
    { label: message('test.programServer'), text: hostname },
    { label: message('test.programLogin'), text: login },
    ...mailProgramServices.map(({ label, port, security }) => ({
      label: message(label),
      text: `${port} ${security}`,
    })),
  ]
  write(`\n${paint.heading(say(message('test.programTitle')))}\n`)
  for (const line of lines) write(`  ${say(message('cli.labelled', line))}\n`)
  write(`  ${paint.quiet(say(message('test.programNote', { hostname, address })))}\n`)
}
