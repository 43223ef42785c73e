import { runProgress } from '../../../electron/cli/run-progress.ts'
import { message } from '#shared/message.ts'
import type { FollowEvent } from '#shared/model/run.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

const at = '2026-01-01T00:00:00Z'
const title = message('plan.groupPackages')
const start: FollowEvent = {
  n: 1,
  at,
  event: 'start',
  run: 'r1',
  mode: 'apply',
  steps: [
    { id: 'a', group: 'packages', title, weight: 9 },
    { id: 'b', group: 'bind', title: message('plan.groupBind'), weight: 1 },
  ],
}
const end = (ok: boolean): FollowEvent => ({
  n: 9,
  at,
  event: 'end',
  ok,
  state: ok ? 'done' : 'failed',
  failure: ok ? null : { code: 'x', message: title, next: title, evidence: 'E: no space left' },
})

test('steps are counted as they end', () => {
  const terminal = recordingTerminal()
  const progress = runProgress(terminal, false, { run: '', mode: 'apply', host: 'root@192.0.2.1' })
  const events: FollowEvent[] = [
    start,
    { n: 2, at, event: 'step', step: 'a', state: 'running' },
    { n: 3, at, event: 'output', step: 'a', text: 'Unpacking bind9\u001b[2J' },
    { n: 4, at, event: 'step', step: 'a', state: 'done' },
    { n: 5, at, event: 'step', step: 'b', state: 'skipped' },
    end(true),
  ]
  for (const event of events) progress.show(event)
  expect(terminal.out()).toMatch(
    /^Setting up the server · Run r1\n1\/2 ✓ Packages(?: [\d.]+ m?s)?\n2\/2 · DNS server \(BIND\)\n/,
  )
  expect(terminal.out()).not.toContain('Unpacking')
  expect(terminal.out()).toContain('All steps are finished and checked.')
})

test('a run that is told once more has the times that the server tells', () => {
  const terminal = recordingTerminal()
  const progress = runProgress(terminal, false, { run: '', mode: 'apply', host: 'root@192.0.2.1' })
  const later = new Date(Date.parse(at) + 16_000).toISOString()
  progress.show(start)
  progress.show({ n: 2, at, event: 'step', step: 'a', state: 'running' })
  progress.show({ n: 3, at: later, event: 'step', step: 'a', state: 'done' })
  progress.show(end(true))
  expect(terminal.out()).toContain('✓ Packages 16 s\n')
})

test('an undo after which something differs from before does not say that all is as it was', () => {
  const said = (...notes: ReturnType<typeof message>[]): string => {
    const terminal = recordingTerminal()
    const progress = runProgress(terminal, false, { run: 'r1', mode: 'undo', host: 'root@192.0.2.1' })
    progress.show({ n: 9, at, event: 'end', ok: true, state: 'undone', failure: null }, notes)
    return terminal.out()
  }
  const names = { path: '/etc/aliases', copy: '/archive/etc/aliases' }
  const down = message('apply.engineUnitNotBack', { unit: 'bind9.service' })
  expect(said(message('apply.engineEditedRemoved', names))).toMatch(
    /^✓ The server is as it was before this run\. /,
  )
  expect(said(message('apply.engineEditedMerged', names))).toMatch(/^✓ .* they are named above\./)
  expect(said(down)).toMatch(/^! .* but for services .*: bind9\.service\./)
  expect(said(down, message('apply.engineEditedSince', names))).toMatch(/^! .* they are named above\./)
})

test('a failed step shows the last words of its commands', () => {
  const terminal = recordingTerminal()
  const progress = runProgress(terminal, false, { run: '', mode: 'apply', host: 'root@192.0.2.1' })
  progress.show(start)
  progress.show({ n: 2, at, event: 'step', step: 'a', state: 'running' })
  progress.show({ n: 3, at, event: 'output', step: 'a', text: 'E: Unable to locate package' })
  progress.show({ n: 4, at, event: 'step', step: 'a', state: 'failed' })
  progress.show({ n: 5, at, event: 'rolledBack', group: 'packages', ok: true })
  progress.show(end(false))
  expect(terminal.out()).toContain('│ E: Unable to locate package')
  expect(terminal.out()).toContain('! Taken back: Packages is as it was before.')
  expect(terminal.err()).toContain('│ E: no space left')
  expect(terminal.err()).toContain('The group that failed has been taken back')
})

test('with --json every event is a line', () => {
  const terminal = recordingTerminal({ json: true })
  const progress = runProgress(terminal, false, { run: '', mode: 'apply', host: 'root@192.0.2.1' })
  for (const event of [start, end(true)]) progress.show(event)
  expect(
    terminal
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([start, end(true)])
})

test('on a screen the line that is rewritten names the package and moves within its step; a pipe gets nothing of it', () => {
  const lines = [
    '0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.',
    'Unpacking bind9 (1:9.18.49-1) ...',
    'Setting up bind9 (1:9.18.49-1) ...',
  ]
  const said = (screen: boolean): string => {
    const terminal = recordingTerminal({ screen })
    const progress = runProgress(terminal, false, { run: '', mode: 'apply', host: 'root@192.0.2.1' })
    progress.show(start)
    progress.show({ n: 2, at, event: 'step', step: 'a', state: 'running' })
    for (const text of lines) progress.show({ n: 3, at, event: 'output', step: 'a', text })
    progress.show({ n: 4, at, event: 'step', step: 'a', state: 'done' })
    progress.close()
    return terminal.out()
  }
  expect(said(true)).toMatch(
    / 54 % \S+ m?s Packages: unpacking bind9[^]* 90 % \S+ m?s Packages: setting up bind9/,
  )
  expect(said(false)).not.toMatch(/%|bind9/)
})
