import { fail } from '#shared/fail.ts'
import { FailureError } from '#shared/model/failure.ts'
import { message } from '#shared/message.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { expect, test } from 'vitest'
import { asInvoked, invocation } from '../../../electron/cli/invocation.ts'
import { localTime } from '../../../electron/cli/local-time.ts'
import { printFailure } from '../../../electron/cli/print-failure.ts'
import { terminalWords } from '../../../electron/cli/terminal-words.ts'
import { recordingTerminal } from './recording-terminal.ts'

const fingerprint = `SHA256:${'A'.repeat(43)}`

test('an unknown host key comes with the option to paste', () => {
  const terminal = recordingTerminal()
  printFailure(terminal, fail('hostKeyUnknown', { host: 'h', algorithm: 'ssh-ed25519', fingerprint }))
  expect(terminal.err()).toContain(`--host-key ${fingerprint}`)
  expect(terminal.err()).toContain('--accept-new-host-key')
})

test('of a changed host key only the checked new one leads on', () => {
  const terminal = recordingTerminal({ language: 'zh' })
  printFailure(terminal, fail('hostKeyChanged', { host: 'h', pinned: 'SHA256:old', offered: fingerprint }))
  expect(terminal.err()).toContain(`--host-key ${fingerprint}`)
  expect(terminal.err()).toContain('--accept-new-host-key 不起作用')
})

test('an unknown run is answered with its id and the command that lists runs, in JSON too', () => {
  const terminal = recordingTerminal({ json: true })
  printFailure(terminal, fail('runUnknown', { run: 'nosuch' }))
  const { failure } = JSON.parse(terminal.out()) as { failure: Record<string, string> }
  expect(failure['text']).toBe('There is no run nosuch on this server.')
  expect(failure['nextText']).toContain('bin/mailwright runs --host')
})

test('what is wanted is named by the option that gives it', () => {
  for (const [code, option] of [
    ['sudoPasswordNeeded', '--sudo-password-stdin'],
    ['keyPassphraseNeeded', '--passphrase-stdin'],
    ['runAtWork', 'bin/mailwright cancel RUN'],
  ] as const) {
    for (const language of ['en', 'zh'] as const) {
      const terminal = recordingTerminal({ language })
      printFailure(terminal, fail(code, { user: 'admin' }))
      expect(terminal.err()).toContain(option)
    }
  }
})

test('whoever knows the way to the server gets next steps that can be pasted, and they are not overwritten', () => {
  const way = 'root@192.0.2.1 --identity key'
  for (const [code, command] of [
    ['undoLaterFirst', 'undo --run r2'],
    ['undoBegun', 'undo --run r2'],
    ['runUnfinished', 'resume r2'],
    ['runAtWork', 'cancel r2'],
    ['runUnknown', 'runs'],
    ['noOpenRun', 'runs'],
    ['leftBeforeStart', 'runs'],
  ] as const) {
    const { failure } = fail(code, { run: 'r2' })
    const terminal = recordingTerminal()
    printFailure(terminal, new FailureError(terminalWords(failure, way)))
    expect(terminal.err()).toContain(`bin/mailwright ${command} --host ${way}\n`)
  }
})

test('commands are shown as the program was called', () => {
  expect(invocation({ npm_lifecycle_event: 'mailwright' })).toBe('npm run --silent mailwright --')
  expect(invocation({ MAILWRIGHT_CALLED_AS: './bin/mailwright' })).toBe('./bin/mailwright')
  expect(invocation({ MAILWRIGHT_CALLED_AS: '/opt/m/mailwright', PATH: '/bin:/opt/m' })).toBe('mailwright')
  expect(invocation({ MAILWRIGHT_CALLED_AS: "/it's/mailwright" })).toBe(String.raw`'/it'\''s/mailwright'`)
  expect(invocation({})).toBe('bin/mailwright')
  expect(asInvoked('“mailwright runs”, mailwright --help', 'x/m')).toBe('“x/m runs”, x/m --help')
  expect(asInvoked('/var/lib/mailwright runs', 'x/m')).toBe('/var/lib/mailwright runs')
})

test('times are told in the zone of this computer, with its name', () => {
  expect(localTime('2026-03-01T12:00:00Z', 'Asia/Shanghai')).toBe('2026-03-01 20:00:00 GMT+8')
  expect(localTime('2026-03-01T12:00:00.123Z', 'UTC')).toBe('2026-03-01 12:00:00 UTC')
  expect(localTime('–')).toBe('–')
})

test('English has a singular', () => {
  const i18n = createI18n('en')
  const count = (n: number) => translate(i18n, message('drift.count', { n, run: 'r', time: 't' }))
  expect(count(1)).toBe('1 thing is not as Mailwright left it. The last run was r on t.')
  expect(count(2)).toBe('2 things are not as Mailwright left them. The last run was r on t.')
  expect(translate(createI18n('zh'), message('drift.count', { n: 1, run: 'r', time: 't' }))).toContain('1 处')
})
