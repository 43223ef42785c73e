import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quote, quoteWords, sh } from '#core/ssh/quote.ts'
import { Secret } from '#shared/secret.ts'

const shells = ['/bin/sh', '/bin/bash']
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'\'"`$(){}[]|&;<>*?!#~=%\\ \t\n\r-é邮9'.split('')), maxLength: 30 }),
  fc.constantFrom('-rf', '%s', '$(touch /tmp/canary)', '`id`', 'if', '2', '', "'", '!!', '~root', '\u202e'),
)
const words = fc.array(
  nasty.filter((word) => !word.includes('\0') && word.isWellFormed()),
  { minLength: 1, maxLength: 8 },
)

function argumentsSeenBy(shell: string, command: string): string[] {
  return execFileSync(shell, ['-c', command], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

for (const shell of shells)
  test(`every text reaches a command of ${shell} as the one word it is`, () => {
    fc.assert(
      fc.property(words, (list) => {
        expect(argumentsSeenBy(shell, `printf '%s\\0' ${list.map(quote).join(' ')}`)).toEqual(list)
        expect(argumentsSeenBy(shell, sh`printf '%s\0' ${list}`)).toEqual(list)
      }),
      { numRuns: 150 },
    )
  })

test('a quoted word as a command is never a keyword of the shell', () => {
  expect(() => execFileSync('/bin/sh', ['-c', quote('if')], { stdio: 'pipe' })).toThrow(/not found/)
})

test('a number before a redirection stays a word', () => {
  expect(execFileSync('/bin/sh', ['-c', sh`echo ${2}>&1`], { encoding: 'utf8' })).toBe('2\n')
})

test('plain words and numbers stay readable', () => {
  expect(sh`chmod ${'0644'} ${'/etc/postfix/main.cf'} ${['a b', 'c']}`).toBe(
    "chmod 0644 /etc/postfix/main.cf 'a b' c",
  )
  expect(quoteWords(['useradd', '--uid', 1001, "o'brien"])).toBe(String.raw`useradd --uid 1001 'o'\''brien'`)
})

test('NUL is refused', () => {
  expect(() => quote('a\0b')).toThrow(RangeError)
  expect(() => sh`echo ${'a\0b'}`).toThrow(RangeError)
})

test('a Secret is not a word of a command', () => {
  // @ts-expect-error a Secret does not compile here
  expect(() => sh`echo ${new Secret('hunter2')}`).toThrow()
})
