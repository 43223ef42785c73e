import { waysWithDrift } from '../../../electron/cli/ways-with-drift.ts'
import { printDrift } from '../../../electron/cli/print-drift.ts'
import { message } from '#shared/message.ts'
import type { Drift, DriftItem } from '#shared/model/drift.ts'
import { expect, test } from 'vitest'
import { recordingTerminal } from './recording-terminal.ts'

const host = 'root@192.0.2.1'
const lastRun = { id: 'r1', domain: 'a.test', operator: 'o', endedAt: '2026-01-01T00:00:00Z' }

function item(resource: string, plan: DriftItem['plan'], keepable = false, restorable = false): DriftItem {
  const [kind = '', name = ''] = resource.split(/:(.*)/)
  return {
    id: resource,
    resource,
    name,
    aspects: ['changed'],
    title: kind === 'unit' ? message('drift.titleUnit', { name }) : message('drift.titlePath', { name }),
    findings: [message('drift.foundChanged')],
    before: null,
    after: null,
    language: 'text',
    masked: false,
    at: null,
    who: [],
    plan,
    keepable,
    restorable,
    digest: null,
  }
}

const drift = (items: DriftItem[], more: Partial<Drift> = {}): Drift => ({
  ...{ readAt: '', lastRun, unfinishedRun: null, items, kept: [] },
  ...more,
})

/** The commands that are named, without what they lead to. */
function commands(found: Drift, specFile?: string): readonly string[] {
  return waysWithDrift(found, specFile, host).map((way) =>
    recordingTerminal()
      .say(way)
      .replace(/^.*: bin\/mailwright /, '')
      .replace(` --host ${host}`, ''),
  )
}

test('what a plan changes is put back, one of it or all, or a file is kept', () => {
  const file = item('file:/etc/a', 'changes', true)
  expect(commands(drift([file]), 'my spec.yaml')).toEqual([
    "apply 'my spec.yaml'",
    "drift 'my spec.yaml' --keep /etc/a",
  ])
  expect(commands(drift([item('unit:a.service', 'changes'), file]), 's.yaml')).toEqual([
    'apply s.yaml',
    'apply s.yaml --only unit:a.service',
    'drift s.yaml --keep /etc/a',
  ])
})

test('where nothing is to be done, nothing is named', () => {
  expect(commands(drift([]))).toEqual([])
  expect(commands(drift([item('file:/etc/a', 'leaves')]), 's.yaml')).toEqual([])
})

test('a text that a plan leaves, in whole or in part, is put back by its path, or kept', () => {
  const items = [
    item('file:/etc/a', 'leaves', true, true),
    item('file:/etc/b', 'rights', true, true),
    item('file:/etc/c', 'part', false, true),
  ]
  expect(commands(drift(items), 's.yaml')).toEqual([
    'apply s.yaml --put-back /etc/a --put-back /etc/b --put-back /etc/c',
    'apply s.yaml --put-back /etc/a',
    'drift s.yaml --keep /etc/a --keep /etc/b',
  ])
  expect(commands(drift([item('file:/etc/a', 'leaves', true)]), 's.yaml')).toEqual([
    'drift s.yaml --keep /etc/a',
  ])
})

test('beside a text that a plan puts back in part, the rest is put back by name, and what nothing puts back is left out', () => {
  const items = [
    item('file:/etc/zone', 'leaves'),
    item('unit:a.service', 'changes'),
    item('file:/etc/c', 'part', false, true),
  ]
  expect(commands(drift(items), 's.yaml')).toEqual([
    'apply s.yaml --only unit:a.service --put-back /etc/c',
    'apply s.yaml --only unit:a.service',
  ])
  const [way] = waysWithDrift(drift(items), 's.yaml', host)
  expect(way?.key).toBe('cli.wayPutRestBack')
})

test('each thing tells what becomes of it, and of a text that nothing here puts back, that only a hand does', () => {
  const told = (one: DriftItem) => {
    const terminal = recordingTerminal()
    printDrift(terminal, drift([one]))
    return terminal.out()
  }
  expect(told(item('file:/etc/a', 'changes'))).not.toContain('by hand')
  expect(told(item('file:/etc/a', 'rights', true, true))).toContain(
    'puts back the rights and leaves the text',
  )
  expect(told(item('file:/etc/a', 'rights', true, true))).not.toContain('by hand')
  expect(told(item('file:/etc/a', 'part'))).toMatch(/part of the text.*\n.*by hand/)
})

test('what is not known yet comes first: the description, an unfinished run, a first run', () => {
  expect(commands(drift([item('file:/etc/a', 'unknown', true)]))).toEqual(['drift SPEC'])
  expect(commands(drift([], { unfinishedRun: 'r2' }), 's.yaml')).toEqual(['resume r2'])
  expect(commands(drift([], { lastRun: null }), 's.yaml')).toEqual(['plan s.yaml'])
})

test('a path is told once in a heading', () => {
  const terminal = recordingTerminal()
  printDrift(terminal, drift([item('file:/etc/a', 'leaves'), item('unit:a.service', 'changes')]))
  expect(terminal.out()).toMatch(/^~ \/etc\/a$/m)
  expect(terminal.out()).toMatch(/^~ Service a\.service$/m)
})

test('before a first run has come to its end, its id is told in place of a comparison', () => {
  const terminal = recordingTerminal()
  printDrift(terminal, drift([], { lastRun: null, unfinishedRun: 'r2' }))
  expect(terminal.out()).toBe('Run r2 is not finished, so there is nothing to compare with yet.\n')
})
