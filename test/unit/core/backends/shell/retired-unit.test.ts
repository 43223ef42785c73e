import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const shells = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-retired-'))
  mkdirSync(join(root, 'before'))
  writeFileSync(join(root, 'before/units'), 'named.service\npostfix@-.service\n')
  writeFileSync(join(root, 'before/hostname'), execFileSync('hostname', { encoding: 'utf8' }))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Runs these lines where only the units that are active run; gives what is stopped, started and told, in order. */
function onServer(shell: string, active: readonly string[], lines: string): readonly string[] {
  const script = `
. ${shells}/transaction.sh
. ${shells}/undo.sh
run_dir=${root} before=${root}/before served_units= restarted_units=
systemctl() { case $* in ${active.map((unit) => `*is-active*${unit}`).join(' | ')}) ;; *is-active*) return 1 ;; *) echo "$*" ;; esac; }
logged() { "$@"; }
drive_unit() { systemctl "$@"; }
note() { echo "$1 $2"; }
for name in remake_derived undo_network undo_units set_own_mail_aside name_mail_that_stays name_zone_copies name_units_left; do eval "$name() { :; }"; done
${lines}`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')
}

test.each(['dash', 'bash'])(
  '%s starts by its present name what only the release before an upgrade started by that name',
  (shell) => {
    const retired = onServer(shell, ['postfix@-.service'], 'retire_unit postfix@-.service postfix.service')
    expect(retired).toEqual(['stop postfix@-.service', 'reset-failed postfix@-.service'])
    expect(onServer(shell, ['named.service'], 'undo_runtime')).toEqual([
      'daemon-reload',
      'restart -- postfix.service',
    ])
  },
)

test.each(['dash', 'bash'])(
  '%s starts such a unit again that stood still before the run came to it',
  (shell) => {
    expect(
      onServer(shell, ['named.service'], 'retire_unit postfix@-.service postfix.service; echo nothing'),
    ).toEqual(['nothing'])
    expect(onServer(shell, ['named.service'], 'undo_runtime')).toEqual([
      'daemon-reload',
      'restart -- postfix@-.service',
    ])
  },
)
