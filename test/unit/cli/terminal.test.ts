import { chooseLanguage } from '../../../electron/cli/terminal.ts'
import { plain } from '../../../electron/cli/plain.ts'
import { paints } from '../../../electron/cli/paint.ts'
import { message } from '#shared/message.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

test.each([
  [[], {}, 'en'],
  [[], { LANG: 'zh_CN.UTF-8' }, 'zh'],
  [[], { LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
  [[], { LC_MESSAGES: 'zh_TW', LANG: 'C' }, 'zh'],
  [['--lang', 'zh'], { LANG: 'en_US' }, 'zh'],
  [['plan', '--lang=en'], { LANG: 'zh_CN' }, 'en'],
  [['--lang', 'fr'], { LANG: 'zh_CN' }, 'zh'],
])('%j under %j speaks %s', (argv, env, expected) => {
  expect(chooseLanguage(argv, env)).toBe(expected)
})

test('nothing a server says moves the cursor, changes colours or reorders the line', () => {
  expect(plain('a\u001b[31m\u0007b\r\u202ec\u009b')).toBe('a\ufffd[31m\ufffdb\ufffd\ufffdc\ufffd')
  expect(plain('\tzone\n中文 👍')).toBe('\tzone\n中文 👍')
  const terminal = recordingTerminal()
  expect(terminal.say(message('runs.runId', { id: '\u001b]0;x\u0007' }))).not.toContain('\u001b')
})

test('colours are only given where they are wanted', () => {
  expect(paints(false).bad('x')).toBe('x')
  expect(paints(true).bad('x')).toBe('\u001b[31mx\u001b[39m')
})
