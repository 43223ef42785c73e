import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-prepare-'))
  mkdirSync(join(root, 'before'))
  mkdirSync(join(root, 'runs'))
  writeFileSync(join(root, 'before/etc.tar'), 'tar')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Prepares an undo on a server of stubs; gives what was said of how it ended. */
function prepared(shell: string, lines: string): string {
  const script = `run_id=one outside_paths=
. ${source}/ground.sh
. ${source}/undo.sh
run_dir=${root} state_root=${root}
before=$run_dir/before
blame() { printf '%s ' "blame $1 $2"; }
blame_write() { printf '%s ' "write $1"; }
df() { printf 'head\\nfs 9999999 1 9999999 1%% /\\n'; }
is_full() { false; }
first_fixed() { cat >/dev/null; }
manifest_etc() { :; }
real_paths() { tr '\\n' '\\0'; }
list_restore() { : >"$run_dir/restore"; }
for name in same_release roll_back release_services; do eval "$name() { :; }"; done
look_at_foreign() { echo looked >"$run_dir/foreign"; : >"$run_dir/edited"; printf 'looks '; }
${lines}
if undo_prepare; then echo ready; else echo refused; fi`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' })
}

const foreign = () => existsSync(join(root, 'foreign'))
const fixed = 'all_writable() { blame writeRefused; return 1; }'

describe.each(['dash', 'bash'])('an undo that begins under %s', (shell) => {
  test('looks once at what others did', () => {
    expect(prepared(shell, '')).toBe('looks ready\n')
    expect(prepared(shell, '')).toBe('ready\n')
  })

  test('that is refused looks anew the next time', () => {
    expect(prepared(shell, fixed)).toBe('looks blame writeRefused  refused\n')
    expect(foreign()).toBe(false)
  })

  test('keeps what it saw when it had begun to change things', () => {
    writeFileSync(join(root, 'foreign'), 'looked\n')
    expect(prepared(shell, fixed)).toBe('blame writeRefused  refused\n')
    expect(foreign()).toBe(true)
  })

  test('names the room that is missing, before it looks at anything', () => {
    const narrow = `df() { printf 'head\\nfs 9 1 4096 1%% /\\n'; }`
    expect(prepared(shell, narrow)).toBe('blame spaceTooSmall "free":4,"needed":20 refused\n')
  })

  test('names the newest of the runs that stand upon this one, and takes no notice of one that is undone', () => {
    for (const [id, order, state] of [
      ['one', 1, 'done'],
      ['later', 3, 'failed'],
      ['between', 2, 'done'],
      ['over', 4, 'undone'],
    ] as const) {
      mkdirSync(join(root, 'runs', id, 'before'), { recursive: true })
      writeFileSync(join(root, 'runs', id, 'before/etc.tar'), 'tar')
      writeFileSync(join(root, 'runs', id, 'meta'), `state=${state}\norder=${order}\n`)
    }
    expect(prepared(shell, '')).toBe('blame undoLaterFirst "run":"later" refused\n')
  })

  test('takes a file system that counts no inodes (btrfs) for one that has some', () => {
    const uncounted = `df() { case $1 in -Pi) printf 'head\\nfs 0 0 0 - /\\n' ;; *) printf 'head\\nfs 9999999 1 9999999 1%% /\\n' ;; esac; }`
    expect(prepared(shell, uncounted)).toBe('looks ready\n')
    const used = uncounted.replace('fs 0 0 0', 'fs 900 800 100')
    expect(prepared(shell, used)).toBe(`blame diskFull "path":"${root}" refused\n`)
  })
})
