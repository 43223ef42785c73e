import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const shells = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-late-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function run(shell: string, script: string): void {
  execFileSync(shell, [
    '-c',
    `run_id=one\n. ${shells}/ground.sh\n. ${shells}/transaction.sh\nrun_dir=${root}\n${script}`,
  ])
}

test.each(['dash', 'bash'])(
  '%s removes later what a read-only file system kept of a finished group',
  (shell) => {
    const old = join(root, '.mailwright-old.main cf')
    writeFileSync(old, 'before')
    writeFileSync(join(root, 'swapped'), `${join(root, 'main cf')}\n`)
    const readOnly = 'rm() { case $* in *mailwright-old*) return 1 ;; esac; command rm "$@"; }'
    run(shell, `${readOnly}\ncommit`)
    expect([existsSync(old), existsSync(join(root, 'swapped'))]).toEqual([true, false])
    run(shell, 'drop_late')
    expect(existsSync(old)).toBe(false)
    run(shell, 'drop_late')
  },
)

test('dash leaves no word of a run in the lock when that ends, and touches no lock of others', () => {
  const ended = (lines: string): string => {
    writeFileSync(join(root, 'lock'), 'others, now, run-two\n')
    writeFileSync(join(root, 'meta'), 'state=running\n')
    const script = `. ${shells}/prelude.sh\njournal=${root}/journal\nlock_file=${root}/lock\n${lines}`
    run('dash', `${script}\n(finish done true)\nprintf '%s' "$(cat ${root}/lock)" >${root}/told`)
    return execFileSync('cat', [join(root, 'told')], { encoding: 'utf8' })
  }
  expect(ended('')).toBe('others, now, run-two')
  expect(ended('run_operator=li@pc\ntake_lock failed')).toBe('')
})
