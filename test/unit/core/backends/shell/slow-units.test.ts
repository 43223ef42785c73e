import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const shells = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-slow-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Runs these lines where named runs and every act on it takes for ever; gives what systemctl was asked, and what is told. */
function onServer(shell: string, lines: string): readonly string[] {
  const systemctl = `#!/bin/sh
case $* in *is-active*) exit 0 ;; *is-enabled*) echo enabled ;; *--no-block*) echo "asked: $*" >>${root}/told ;;
*) echo "asked: $*" >>${root}/told; exec sleep 20 ;; esac`
  writeFileSync(join(root, 'systemctl'), systemctl)
  chmodSync(join(root, 'systemctl'), 0o755)
  const script = `run_id=one
. ${shells}/ground.sh
. ${shells}/prelude.sh
. ${shells}/transaction.sh
. ${shells}/undo.sh
run_dir=${root} step=bind zone_unit= patience=1 PATH=${root}:$PATH before=${root} after=${root}
note() { :; }
print_output() { cat >/dev/null; }
blame() { [ -n "$failure_code" ] || { failure_code=$1; echo "blamed: $1 $2" >>${root}/told; }; }
${lines}
cat ${root}/told`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8', timeout: 15_000 }).trimEnd().split('\n')
}

describe.each(['dash', 'bash'])('a service that never stops, under %s', (shell) => {
  test('is named after a time, and not waited for again when its group goes back', () => {
    const told = onServer(shell, `serve_unit named.service named.service reload || settle`)
    expect(told).toEqual([
      'asked: reload named.service',
      'blamed: unitSlow "unit":"named.service","minutes":0',
      'asked: --no-block reload named.service',
    ])
  })

  test('is not waited for any longer once the run is cancelled', () => {
    const lines = `patience=12
(sleep 0.3; : >"$run_dir/cancel") &
serve_unit named.service named.service restart || settle`
    expect(onServer(shell, lines)).toEqual([
      'asked: restart named.service',
      'blamed: cancelled ',
      'asked: --no-block restart named.service',
    ])
  })

  test('ends an undo before its package would wait for it, too', () => {
    const lines = `active_units() { echo named.service; }
: >"$before/units"
echo named.service >"$run_dir/left"
cat() { case $1 in ${root}/told) command cat "$1" ;; esac; }
comm() { echo named.service; }
grep() { :; }
undo_services || echo "not undone" >>${root}/told`
    expect(onServer(shell, lines)).toEqual([
      'asked: stop -- named.service',
      'blamed: unitSlow "unit":"named.service","minutes":0',
      'not undone',
    ])
  })
})
