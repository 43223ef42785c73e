import { expect, test } from 'vitest'
import { mailAccountInput } from '#shared/contract/mail.ts'
import {
  accountProblems,
  emptyAccount,
  inputOf,
  withTls,
  type AccountValues,
} from '../../../../../renderer/screens/mail/account-values.ts'

const filled: AccountValues = {
  ...emptyAccount,
  address: ' alice@example.test ',
  login: 'alice@example.test',
  smtp: { ...emptyAccount.smtp, host: 'mail.example.test' },
  pop3: { ...emptyAccount.pop3, host: 'mail.example.test' },
}

test('an empty form names every field that is missing', () => {
  expect(Object.keys(accountProblems(emptyAccount))).toEqual(['address', 'login', 'smtp.host', 'pop3.host'])
})

test('a filled form becomes what the contract wants, without the password that was not typed', () => {
  const input = inputOf(filled)
  expect(accountProblems(filled)).toEqual({})
  expect(mailAccountInput.parse(input)).toEqual(input)
  expect(input).not.toHaveProperty('password')
  expect(input.address).toBe('alice@example.test')
})

test('a fingerprint may be written with colons and capitals', () => {
  const smtp = { ...filled.smtp, trust: 'pinned' as const, fingerprint: 'AB:'.repeat(31) + 'CD' }
  expect(accountProblems({ ...filled, smtp })).toEqual({})
  expect(inputOf({ ...filled, smtp }).smtp.trust).toEqual({ kind: 'pinned', sha256: 'ab'.repeat(31) + 'cd' })
  const short = { ...smtp, fingerprint: 'AB:CD' }
  expect(accountProblems({ ...filled, smtp: short })).toHaveProperty(['smtp.fingerprint'])
})

test('another encryption brings its usual port along, but leaves a port of one’s own', () => {
  expect(withTls('smtp', filled.smtp, 'implicit').port).toBe(465)
  expect(withTls('pop3', filled.pop3, 'starttls').port).toBe(110)
  expect(withTls('smtp', { ...filled.smtp, port: 2525 }, 'implicit').port).toBe(2525)
})
