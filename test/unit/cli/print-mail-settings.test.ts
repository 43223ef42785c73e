import { printMailSettings } from '../../../electron/cli/print-mail-settings.ts'
import { serverSpec } from '#shared/model/server-spec.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

function settings(accounts: 'virtual' | 'system'): string {
  const mailboxes = [{ name: 'alice', password: 'pass word' }]
  const spec = serverSpec.parse({ domain: 'a.test', hostname: 'mail.a.test', accounts, mailboxes })
  const terminal = recordingTerminal()
  printMailSettings(terminal, spec, 'alice', '192.0.2.1')
  return terminal.out()
}

test('server, ports, encryption and the form of the user name are told, and no password', () => {
  const text = settings('virtual')
  expect(text).toContain('  User name: alice@a.test (the whole address)\n')
  expect(text).toContain('  Server, incoming and outgoing: mail.a.test\n')
  for (const port of ['993 SSL/TLS', '995 SSL/TLS', '465 SSL/TLS', '587 STARTTLS'])
    expect(text).toContain(`: ${port}\n`)
  expect(text).toContain('192.0.2.1')
  expect(text).not.toContain('pass word')
  expect(settings('system')).toContain('  User name: alice (without the domain)\n')
})
