import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/undo.sh')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-runtime-'))
  mkdirSync(join(root, 'before'))
  writeFileSync(join(root, 'before/units'), 'named.service\n')
  writeFileSync(join(root, 'before/hostname'), `${execFileSync('hostname', { encoding: 'utf8' })}`)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Starts what ran before, where these calls of systemctl fail; gives the calls and what is told, in order. */
function started(shell: string, failing: string): readonly string[] {
  const script = `run_dir=${root}
. ${source}
before=${root}/before served_units=named.service restarted_units=
systemctl() { echo "$*"; case $* in ${failing}) return 1 ;; esac; }
logged() { "$@"; }
ended_by_itself() { :; }
note() { echo "$1 $2"; }
for name in remake_derived undo_network undo_units set_own_mail_aside name_mail_that_stays name_zone_copies name_units_left; do eval "$name() { :; }"; done
undo_runtime`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')
}

const reload = 'reload-or-restart -- named.service'
const restart = 'restart -- named.service'

test.each(['dash', 'bash'])('%s restarts a service that does not read its files again', (shell) => {
  expect(started(shell, 'reload-*').slice(-2)).toEqual([reload, restart])
})

test.each(['dash', 'bash'])('%s tells of a service that cannot be started either', (shell) => {
  const told = 'apply.engineUnitNotBack "unit":"named.service"'
  expect(started(shell, 'reload-*|restart*').slice(-3)).toEqual([reload, restart, told])
})

test.each(['dash', 'bash'])('%s reads units anew once more where that was ended from outside', (shell) => {
  expect(started(shell, 'daemon-reload').slice(0, 2)).toEqual(['daemon-reload', 'daemon-reload'])
})
