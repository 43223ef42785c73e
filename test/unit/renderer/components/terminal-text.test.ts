import { expect, test } from 'vitest'
import { longestLine, plainLines } from '../../../../renderer/components/terminal-text.ts'

const escape = String.fromCharCode(27)
const bell = String.fromCharCode(7)

test('colours, cursor movements and window titles are gone', () => {
  const printed = `${escape}[1;32mOK${escape}[0m ${escape}]0;title${bell}done${escape}[2K${escape}(B`
  expect(plainLines(printed)).toEqual(['OK done'])
})

test('a carriage return begins the line anew', () => {
  expect(plainLines('10 %\r20 %\rDone\r\nnext\n')).toEqual(['Done', 'next'])
})

test('control characters are gone, tabs and Chinese stay', () => {
  expect(plainLines('a\tb\u0000c\u0008\u009b邮件')).toEqual(['a\tbc邮件'])
})

test('an unfinished sequence at the end shows nothing', () => {
  expect(plainLines(`text${escape}[`)).toEqual(['text'])
  expect(plainLines(`text${escape}]0;never ended`)).toEqual(['text'])
})

test('an overlong line is cut and says so', () => {
  const [line] = plainLines('x'.repeat(longestLine * 3))
  expect(line).toBe(`${'x'.repeat(longestLine)}…`)
})

test('an empty line stays an empty line', () => {
  expect(plainLines('a\n\nb')).toEqual(['a', '', 'b'])
  expect(plainLines('')).toEqual([''])
})
