import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
function rollBack(shell: string, inverses: string): readonly string[] {
  writeFileSync(join(root, 'inverse'), inverses)
  const script = `. ${source}
event() { echo "$1 $2"; }
run_dir=${root}
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
