import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/packages.sh')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-cancel-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Runs `apt install` of the run's program with an apt-get that is this script, and somebody who asks it to stop soon. */
function cancelWhile(shell: string, aptGet: string): string {
  writeFileSync(join(root, 'apt-get'), `#!/bin/sh\n${aptGet}\n`)
  chmodSync(join(root, 'apt-get'), 0o755)
  const script = `. ${source}
run_dir=${root}
PATH=${root}:$PATH
logged() { "$@"; }
blame() { echo "blamed $1"; }
(sleep 0.3; : >"$run_dir/cancel") &
apt install postfix
echo "ended $?"`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8', timeout: 20_000 })
}

test.each(['dash', 'bash'])('%s leaves a download that trickles when the run is to stop', (shell) => {
  expect(cancelWhile(shell, 'exec sleep 15')).toBe('blamed cancelled\nended 130\n')
})

test.each(['dash', 'bash'])('%s never cuts dpkg short', (shell) => {
  const hook = `for word; do case $word in DPkg::Pre-Invoke::=*) eval "\${word#*=}" ;; esac; done`
  expect(cancelWhile(shell, `${hook}\nsleep 2.5\necho installed`)).toBe('installed\nended 0\n')
})
