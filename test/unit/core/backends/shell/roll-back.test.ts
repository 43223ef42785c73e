import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/transaction.sh')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-roll-back-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Rolls a group back whose inverses are these; gives what they printed, and the event at the end. */
function rollBack(shell: string, inverses: string, lines = ''): readonly string[] {
  writeFileSync(join(root, 'inverse'), inverses)
  const script = `. ${source}
event() { echo "$1 $2"; }
run_dir=${root}
${lines}
roll_back bind`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')
}

test.each(['dash', 'bash'])('%s takes back the acts of a group from the last to the first', (shell) => {
  expect(rollBack(shell, "echo 'first  *'\necho second\n")).toEqual([
    'second',
    'first  *',
    'rolledBack ,"group":"bind","ok":true',
  ])
})

test.each(['dash', 'bash'])('%s does without a line that a full disk cut short', (shell) => {
  expect(rollBack(shell, "echo first\necho 'sec")).toEqual(['first', 'rolledBack ,"group":"bind","ok":true'])
})

test.each(['dash', 'bash'])('%s goes on behind an act that cannot be taken back', (shell) => {
  expect(rollBack(shell, "echo first\necho 'broken\nfalse\n")).toEqual([
    'first',
    'rolledBack ,"group":"bind","ok":false',
  ])
})

test.each(['dash', 'bash'])('%s forgets what was taken back, and keeps what could not be', (shell) => {
  rollBack(shell, 'echo first\n')
  expect(existsSync(join(root, 'inverse'))).toBe(false)
  rollBack(shell, 'echo first\nfalse\n')
  expect(existsSync(join(root, 'inverse'))).toBe(true)
})

test.each(['dash', 'bash'])('%s forgets nothing where its reading of the acts is killed', (shell) => {
  const killed = `sed() { case $1 in -n) command sed "$@" ;; *) command sed 1q "$2"; sh -c 'kill -9 $$' ;; esac; }`
  expect(rollBack(shell, 'echo first\necho second\n', killed)).toEqual([
    'first',
    'rolledBack ,"group":"bind","ok":false',
  ])
  expect(existsSync(join(root, 'inverse'))).toBe(true)
})

test.each([
  ['failed', ''],
  ['interrupted', 'mv -f old new\n'],
])('a step that fails leaves the run %s', (state, inverses) => {
  writeFileSync(join(root, 'inverse'), inverses)
  const shells = join(source, '..')
  const script = `run_id=one
. ${shells}/ground.sh
. ${shells}/prelude.sh
run_dir=${root}
event() { :; }
record_after() { :; }
finish() { echo "$1 $2"; exit 0; }
run_step postfix false`
  expect(execFileSync('dash', ['-c', script], { encoding: 'utf8' })).toBe(`${state} false\n`)
})
