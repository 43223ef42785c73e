import { nearestWord } from '#core/spec/nearest-word.ts'
import { expect, test } from 'vitest'

const known = ['domain', 'hostname', 'mailboxes', 'aliases']

test.each([
  ['domian', 'domain'],
  ['Hostname', 'hostname'],
  ['mailbox', 'mailboxes'],
  ['alias', 'aliases'],
  ['port', null],
  ['x'.repeat(10_000), null],
])('%s is nearest to %s', (word, expected) => {
  expect(nearestWord(word, known)).toBe(expected)
})
