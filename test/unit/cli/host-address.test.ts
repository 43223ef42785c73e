import { parseHostAddress, writeHostAddress } from '../../../electron/cli/host-address.ts'
import { FailureError } from '#shared/model/failure.ts'
import { expect, test } from 'vitest'

test.each([
  ['root@203.0.113.5', { user: 'root', address: '203.0.113.5', port: 22 }],
  ['admin@mail.example.com:2222', { user: 'admin', address: 'mail.example.com', port: 2222 }],
  ['root@[2001:db8::5]', { user: 'root', address: '2001:db8::5', port: 22 }],
  ['root@[2001:db8::5]:22022', { user: 'root', address: '2001:db8::5', port: 22022 }],
])('%s is read, and written back the same', (text, expected) => {
  expect(parseHostAddress(text)).toEqual(expected)
  expect(writeHostAddress(expected)).toBe(text)
})

test.each([
  ['203.0.113.5', 'cli.hostForm'],
  ['root@', 'cli.hostForm'],
  ['@203.0.113.5', 'cli.hostUser'],
  ['root@2001:db8::5', 'cli.hostBrackets'],
  ['root@[mail.example.com]', 'cli.hostForm'],
  ['root@a.test:', 'cli.hostPort'],
  ['root@a.test:0', 'cli.hostPort'],
  ['root@a.test:65536', 'cli.hostPort'],
  ['root@a.test:22x', 'cli.hostPort'],
  ['root@-oProxyCommand=x y', 'cli.hostForm'],
  ['ro ot@a.test', 'cli.hostUser'],
  ['root@$(id).test', 'cli.hostForm'],
  ['', 'cli.hostForm'],
])('%s is refused in words', (text, key) => {
  expect(() => parseHostAddress(text)).toThrow(FailureError)
  try {
    parseHostAddress(text)
  } catch (error) {
    const detail = error instanceof FailureError ? error.failure.message.params?.['detail'] : null
    expect(detail).toMatchObject({ key })
  }
})
