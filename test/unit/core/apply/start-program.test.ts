import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readRunList } from '#core/apply/run-list.ts'
import { cancelProgram, listProgram, restartProgram } from '#core/apply/start-program.ts'

const root = mkdtempSync(join(tmpdir(), 'mailwright-runs-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Runs a program of the server's side with its records in a folder of this test. */
const run = (program: string): string =>
  execFileSync('sh', ['-s'], { input: program.replaceAll('/var/lib/mailwright', root), encoding: 'utf8' })

const line = (event: string, at: string) => `{"event":"${event}","at":"2026-11-22T${at}Z"}\n`
const output = '{"event":"output","step":"s","text":"says \\"at\\":\\"2030-01-01T00:00:00Z\\""}\n'

function record(id: string, state: string, order = 1): void {
  const dir = join(root, 'runs', id)
  mkdirSync(join(dir, 'before'), { recursive: true })
  writeFileSync(join(dir, 'meta'), `id=${id}\ndomain=a.test\nchanges=3\nstate=${state}\norder=${order}\n`)
  const first = line('start', '12:00:00') + output + line('step', '12:01:10')
  writeFileSync(join(dir, 'journal'), first + line('start', '14:00:00') + line('end', '14:00:10') + output)
}

describe('a run that was undone', () => {
  it('is neither undone nor continued once more, and says so', () => {
    record('gone', 'undone')
    for (const mode of ['undo', 'resume'] as const)
      expect(JSON.parse(run(restartProgram('gone', mode)))).toMatchObject({
        event: 'refused',
        code: 'runUndone',
      })
  })

  it('is listed with the time that it was at work, by its own journal', () => {
    record('gone', 'undone')
    expect(readRunList(run(listProgram))).toMatchObject([{ id: 'gone', state: 'undone', took: 80_000 }])
  })
})

describe('a run whose undo was cut short', () => {
  it('is not continued as if its steps still stood, and is listed as being undone', () => {
    record('half', 'done')
    writeFileSync(join(root, 'runs/half/program'), '')
    writeFileSync(join(root, 'runs/half/foreign'), 'looked\t-\n')
    expect(JSON.parse(run(restartProgram('half', 'resume')))).toMatchObject({
      event: 'refused',
      code: 'undoBegun',
    })
    const listed = readRunList(run(listProgram).replace('run half no no', 'run half no yes'))
    expect(listed.find(({ id }) => id === 'half')).toMatchObject({ state: 'done', undoing: true })
    expect(listed.find(({ id }) => id === 'gone')).not.toHaveProperty('undoing')
  })
})

/** A run that changed things, of which the program only says that it was started. */
function standing(id: string, state: string, order: number): void {
  record(id, state, order)
  writeFileSync(join(root, 'runs', id, 'before/etc.tar'), '')
  writeFileSync(
    join(root, 'runs', id, 'program'),
    `echo '{"event":"started"}' >>${root}/runs/${id}/journal\n`,
  )
}

describe('a run that is to go on', () => {
  const refusal = (id: string): unknown => JSON.parse(run(restartProgram(id, 'resume')).split('\n')[0] ?? '')

  it('is refused where it is finished, whoever asks', () => {
    standing('finished', 'done', 10)
    expect(refusal('finished')).toEqual({ event: 'refused', code: 'runDone', params: { run: 'finished' } })
  })

  it('is refused where later runs stand upon it, the newest of which is named', () => {
    standing('below', 'failed', 11)
    standing('above', 'done', 12)
    standing('highest', 'interrupted', 13)
    standing('over', 'undone', 14)
    expect(refusal('below')).toEqual({
      event: 'refused',
      code: 'resumeLaterRun',
      params: { run: 'highest' },
    })
  })
})

it('a run that is not at work cannot be asked to stop', () => {
  record('over', 'done')
  expect(() => run(cancelProgram('over'))).toThrow(/./)
})
