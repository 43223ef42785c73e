import { leadOn, tell, tellAside } from '../../../electron/cli/tell.ts'
import { message } from '#shared/message.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

const text = message('cli.runsNext', { host: 'h' })

test('commands that lead on are named to whoever reads along, each on a line of its own', () => {
  const terminal = recordingTerminal({ screen: true })
  leadOn(terminal, [text, message('cli.runAtWorkNext', { run: 'r1', host: 'h' })])
  expect(terminal.out().split('\n')).toEqual([
    '',
    '→ See the runs of the server and their ids: bin/mailwright runs --host h',
    '→ Watch it: bin/mailwright resume r1 --host h',
    '→ Stop it: bin/mailwright cancel r1 --host h',
    '',
  ])
})

test('a file, a pipe and a reader of JSON get none', () => {
  for (const terminal of [recordingTerminal(), recordingTerminal({ screen: true, json: true })]) {
    leadOn(terminal, [text])
    expect(terminal.out()).toBe('')
  }
})

test('with --json no sentence stands beside the documents', () => {
  const terminal = recordingTerminal({ json: true })
  tell(terminal, text)
  tellAside(terminal, text)
  expect([terminal.out(), terminal.err()]).toEqual(['', ''])
  const spoken = recordingTerminal()
  tellAside(spoken, text)
  expect([spoken.out(), spoken.err()]).toEqual(['', expect.stringContaining('runs --host h\n')])
})
