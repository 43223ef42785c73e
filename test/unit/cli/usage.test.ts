import { runCommandLine } from '../../../electron/cli/command-line.ts'
import type { FailureError } from '#shared/model/failure.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

async function complaint(...argv: string[]): Promise<unknown> {
  const error = await runCommandLine(argv, () => Promise.resolve(recordingTerminal())).catch(
    (thrown: FailureError) => thrown,
  )
  return typeof error === 'number' ? error : error.failure.message.params?.['detail']
}

test.each([
  [[], { key: 'cli.noCommand' }],
  [['frob'], { key: 'cli.unknownCommand', params: { word: 'frob' } }],
  [['plan', '--host', 'root@a.test'], { key: 'cli.missingArgument', params: { word: 'SPEC' } }],
  [['plan', 'x.yaml'], { key: 'cli.missingOption' }],
  [['plan', 'x.yaml', '--host'], { key: 'cli.optionNeedsValue' }],
  [
    ['plan', 'x.yaml', '--host', 'root@a.test', '--frob'],
    { key: 'cli.unknownOption', params: { word: '--frob' } },
  ],
  [['plan', 'x.yaml', 'y.yaml', '--host', 'root@a.test'], { key: 'cli.tooManyWords' }],
  [['plan', 'x.yaml', '--host', 'root@a.test', '--lang', 'fr'], { key: 'cli.invalidValue' }],
  [['plan', 'x.yaml', '--host', 'a.test'], { key: 'cli.hostForm' }],
  [['plan', 'x.yaml', '--host', 'root@a.test', '--host-key', 'abc'], { key: 'cli.hostKeyForm' }],
])('%j is refused in words', async (argv, expected) => {
  expect(await complaint(...argv)).toMatchObject(expected)
})

test.each(['zh', 'en'] as const)('help speaks %s all through', async (language) => {
  const terminal = recordingTerminal({ language })
  expect(await runCommandLine(['apply', '--help'], () => Promise.resolve(terminal))).toBe(0)
  const [usage = ''] = terminal.out().split('\n')
  expect(usage).toMatch(
    language === 'zh' ? /^用法： \S+ apply \[选项\] <SPEC>$/ : /^Usage: \S+ apply \[OPTIONS\] <SPEC>$/,
  )
  const chinese = /[\u4e00-\u9fff]/
  for (const line of terminal
    .out()
    .split('\n')
    .filter((text) => text.startsWith('  --')))
    expect(chinese.test(line)).toBe(language === 'zh')
})
