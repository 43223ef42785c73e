import { startProgram } from '#core/apply/start-program.ts'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-start-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

/** Starts a program that only tells its number, with our records under `stateRoot`; gives the lines that a reader sees. */
function start(stateRoot: string): unknown[] {
  const program = 'printf "%s\\n" "$$" >"${0%/*}/pid"\n'
  const view = { id: 'run-2', spec: { domain: 'example.test' }, changes: [] }
  const text = startProgram({ program, view }, 'li@pc').replaceAll('/var/lib/mailwright', stateRoot)
  const printed = execFileSync('sh', [], { input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = printed.split('\n').filter((line) => line !== '')
  return lines.map((line): unknown => JSON.parse(line))
}

test('a place that cannot be written to is told with the words of the server', () => {
  writeFileSync(join(root, 'file'), '')
  expect(start(join(root, 'file/records'))).toEqual([
    {
      event: 'refused',
      code: 'startFailed',
      params: { evidence: expect.stringContaining('Not a directory') },
    },
  ])
})

test('a run counts as later than those before it, also where the clock was set back meanwhile', () => {
  const ahead = '2826846000000000007'
  mkdirSync(join(root, 'runs/run-1'), { recursive: true })
  writeFileSync(join(root, 'runs/run-1/meta'), `id=run-1\norder=${ahead}\n`)
  expect(start(root)).toEqual([{ event: 'gone' }])
  expect(readFileSync(join(root, 'runs/run-2/meta'), 'utf8')).toContain('order=2826846000000000008\n')
})
