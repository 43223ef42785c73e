import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { driftProgram } from '#core/drift/drift-program.ts'
import { cutSections } from '#core/facts/sections.ts'

let runs = ''
let order = 0
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'mailwright-drift-'))
  order = 0
})
afterEach(() => rmSync(runs, { recursive: true, force: true }))

/** Writes down a run, later than those before; things as `MARK NAME`, `whole` for one that left nothing out. */
function run(id: string, state: string, things: readonly string[]): void {
  const left = join(runs, id, 'after/left')
  mkdirSync(left, { recursive: true })
  order += 1
  writeFileSync(join(runs, id, 'meta'), `id=${id}\norder=${order}\nstate=${state}\n`)
  const lines = things.map((thing) => {
    const [mark = '', name = ''] = thing.split(' ')
    return thing === 'whole'
      ? '-\twhole\t-\t-\t-\t-\t-\n'
      : `${mark}\tpath\tfile:${name}\tshown\t${name}\t-\ttext\n`
  })
  writeFileSync(join(left, 'things'), lines.join(''))
  const states = ['/a', '/b'].map(
    (path) => `path\tf\t644\troot:root\t1.0\t1.0\t\t${path}\nsum\t${'0'.repeat(64)}  ${path}\n`,
  )
  writeFileSync(join(left, 'state'), states.join(''))
}

/** What the program tells of runs, e.g. `run r2: /a`, newest first. */
function told(): readonly string[] {
  const program = driftProgram().replace('/var/lib/mailwright/runs', runs)
  const sections = cutSections(execFileSync('sh', ['-c', program], { maxBuffer: 2 ** 25 }))
  return ['run', 'older'].flatMap((kind) =>
    sections.named(kind).map(([head]) => {
      const id = head.split(' ')[0] ?? ''
      const things = sections.lines(`things ${id}`).map((line) => line.split('\t')[4])
      // Each state belongs to a thing that is told.
      const states = sections.lines(`state ${id}`).map((line) => /\/.$/.exec(line)?.[0])
      expect([...new Set(states)].sort()).toEqual([...things].sort())
      return `${kind} ${id}: ${things.join(' ')}`
    }),
  )
}

describe('runs that a look goes back to', () => {
  test('end at the newest that decided about everything', () => {
    run('r1', 'done', ['whole', 'g /a', 'g /b'])
    run('r2', 'done', ['whole', '- /a', 'g /b'])
    expect(told()).toEqual(['run r2: /a /b'])
  })

  test('reach for what nobody decided since, and for that alone', () => {
    run('r1', 'done', ['whole', 'g /a', 'g /b'])
    run('r2', 'done', ['whole', '~ /a', 'g /b'])
    run('r3', 'done', ['whole', '~ /a', '~ /b'])
    expect(told()).toEqual(['run r3: /a /b', 'older r2: /a /b', 'older r1: /a'])
  })

  test('reach for a text of which nothing but the rights was decided', () => {
    run('r1', 'done', ['whole', 'g /a', 'g /b'])
    run('r2', 'done', ['whole', '~= /a', 'g /b'])
    run('r3', 'done', ['whole', '~ /a', '- /b'])
    expect(told()).toEqual(['run r3: /a /b', 'older r2: /a', 'older r1: /a'])
  })

  test('take in what a limited run left out', () => {
    run('r1', 'done', ['whole', 'g /a', 'g /b'])
    run('r2', 'done', ['~ /a'])
    expect(told()).toEqual(['run r2: /a', 'run r1: /a /b'])
  })

  test('do not reach behind a run to whose wish a thing did not belong', () => {
    run('r1', 'done', ['whole', 'g /a', 'g /b'])
    run('r2', 'done', ['whole', '~ /a'])
    run('r3', 'done', ['whole', '~ /a', '~ /b'])
    expect(told()).toEqual(['run r3: /a /b', 'older r2: /a', 'older r1: /a'])
  })

  test('are those that were not undone; one that failed decided what it did', () => {
    run('r1', 'done', ['whole', 'g /a', 'g /b'])
    run('r2', 'failed', ['whole', 'g /a', '~ /b'])
    run('r3', 'undone', ['whole', 'g /a', 'g /b'])
    expect(told()).toEqual(['run r2: /a /b', 'run r1: /b'])
  })

  test('may be none', () => {
    expect(told()).toEqual([])
  })
})
