import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hasProgram } from '../../ssh/ssh-peer.ts'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-go-on-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function record(id: string, state: string, order: number): string {
  const dir = join(root, 'runs', id)
  mkdirSync(join(dir, 'before'), { recursive: true })
  writeFileSync(join(dir, 'before/etc.tar'), '')
  writeFileSync(join(dir, 'meta'), `state=${state}\norder=${order}\n`)
  return dir
}

/** Goes on with the run `one` on a server of stubs, once it has the lock; gives what it told. */
function wentOn(shell: string, mode: 'apply' | 'resume'): string {
  const script = `run_id=one journal=${root}/runs/one/journal apply_steps=[]
. ${source}/ground.sh
state_root=${root} run_dir=${root}/runs/one
: >>"$journal"
blame() { printf '%s ' "blame $1 $2"; }
finish() { printf '%s\\n' "finish $1 $2"; exit 0; }
write_state() { printf '%s ' "state $1"; }
for name in take_lock event note_between_tries run_step apply_all_steps record_after; do eval "$name() { :; }"; done
. ${source}/main.sh`
  const [program = '', ...words] = shell.split(' ')
  return execFileSync(program, [...words, '-c', script, 'run', mode], { encoding: 'utf8' }).trim()
}

const shells = ['dash', 'bash --posix', 'busybox sh'] as const

describe.each(shells)('a run that has the lock under %s', (shell) => {
  beforeEach(async (context) => {
    context.skip(!(await hasProgram(shell.split(' ')[0] ?? '')), `${shell} is not installed`)
  })

  test('goes on where nothing stands in its way', () => {
    record('one', 'failed', 1)
    record('two', 'undone', 2)
    expect(wentOn(shell, 'resume')).toBe('state running finish done true')
  })

  test('ends without a word where another program brought it to its end meanwhile', () => {
    const dir = record('one', 'done', 1)
    expect(wentOn(shell, 'resume')).toBe('')
    expect(readFileSync(join(dir, 'journal'), 'utf8')).toBe('')
  })

  test('keeps its state and names what was done meanwhile: a later run, or its own undo', () => {
    const dir = record('one', 'running', 1)
    record('two', 'done', 2)
    expect(wentOn(shell, 'resume')).toBe('blame resumeLaterRun "run":"two" finish interrupted false')
    writeFileSync(join(dir, 'foreign'), 'looked\n')
    record('one', 'cancelled', 1)
    expect(wentOn(shell, 'resume')).toBe('blame undoBegun "run":"one" finish cancelled false')
  })

  test('begins, although a run was made while it was sent', () => {
    record('one', 'running', 1)
    record('two', 'done', 2)
    expect(wentOn(shell, 'apply')).toBe('state running finish done true')
  })
})
