import { printFailure } from '../../../electron/cli/print-failure.ts'
import { SpecError } from '../../../electron/cli/spec-file.ts'
import { readSpec } from '#core/spec/read-spec.ts'
import { fail } from '#shared/fail.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

test('a failure is told with what to do next and the other side’s words, on standard error', () => {
  const terminal = recordingTerminal()
  printFailure(terminal, fail('connectionLost', { host: 'a.test' }, { evidence: 'ECONNRESET\u001b[2J\n' }))
  expect(terminal.out()).toBe('')
  expect(terminal.err()).toMatch(
    /^✗ The connection to a\.test was lost\.\n {2}→ Connect again\..*\n {2}│ ECONNRESET\ufffd\[2J\n$/,
  )
})

test('a thrown error shows no stack trace', () => {
  const terminal = recordingTerminal({ language: 'zh' })
  printFailure(terminal, new TypeError('x is not a function'))
  expect(terminal.err()).toContain('程序内部出错：x is not a function')
  expect(terminal.err()).not.toMatch(/^\s+at /m)
})

test('with --json it is the end event, with both texts in the chosen language', () => {
  const terminal = recordingTerminal({ json: true, language: 'zh' })
  printFailure(terminal, fail('approvalMissing'))
  expect(JSON.parse(terminal.out())).toMatchObject({
    event: 'end',
    ok: false,
    failure: { code: 'approvalMissing', text: '未获批准，没有做任何改动。' },
  })
})

test('each problem of a description stands with its file, line and column', () => {
  const reading = readSpec('domain: x\nhostname: mail.a.test\nmailboxes: 3\n')
  const error = new SpecError('my.yaml', reading.ok ? [] : reading.problems)
  const terminal = recordingTerminal()
  printFailure(terminal, error)
  expect(terminal.err()).toContain('  my.yaml:1:9 domain This is not a domain name.')
  const json = recordingTerminal({ json: true })
  printFailure(json, error)
  expect(JSON.parse(json.out())).toMatchObject({
    failure: {
      problems: [
        { line: 1, column: 9, path: 'domain' },
        { line: 3, path: 'mailboxes' },
      ],
    },
  })
})
