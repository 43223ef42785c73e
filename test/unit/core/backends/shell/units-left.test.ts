import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/elsewhere.sh')
const wants = '/etc/systemd/system/multi-user.target.wants'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-units-'))
  mkdirSync(join(root, 'before'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** What undo tells of the units a and b, by what was there before and what others did since. */
function told(
  shell: string,
  {
    before = [],
    foreign = [],
    enabled = [],
    masked = [],
  }: Partial<Record<'before' | 'foreign' | 'enabled' | 'masked', readonly string[]>>,
): string {
  const line = (path: string) => {
    const target = path.startsWith(wants) ? '/lib/systemd/system/x' : '/dev/null'
    return `l\t777\t0:0\t1.0\t${target}\t${path}\n`
  }
  writeFileSync(join(root, 'before/etc'), before.map(line).join(''))
  writeFileSync(join(root, 'foreign'), [...foreign, 'looked\t-'].map((one) => `${one}\n`).join(''))
  const script = `run_dir=${root} before=${root}/before served_units='a.service b.service'
. ${source}
readlink() { case " ${masked.join(' ')} " in *" \${1##*/} "*) echo /dev/null ;; esac; }
systemctl() { case " ${enabled.join(' ')} " in *" \$4 "*) ;; *) return 1 ;; esac; }
json_text() { printf %s "$1"; }
note() { echo "$1 $2"; }
name_units_left`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' })
}

const both = [`${wants}/a.service`, `${wants}/b.service`]

test.each(['dash', 'bash'])('%s names a service that others disabled since the run', (shell) => {
  expect(told(shell, { before: both, foreign: [`gone\t${wants}/b.service`], enabled: ['a.service'] })).toBe(
    'apply.engineUnitLeftDisabled "unit":"b.service"\n',
  )
})

test.each(['dash', 'bash'])(
  '%s names none that did not start at boot before, or that does so again',
  (shell) => {
    expect(told(shell, { foreign: [`gone\t${wants}/b.service`] })).toBe('')
    expect(told(shell, { before: both })).toBe('')
    const foreign = [`gone\t${wants}/b.service`]
    expect(told(shell, { before: both, foreign, enabled: ['a.service', 'b.service'] })).toBe('')
  },
)

test.each(['dash', 'bash'])(
  '%s names a service that others masked, and none that was masked before',
  (shell) => {
    const before = [...both, '/etc/systemd/system/b.service']
    expect(told(shell, { before, masked: ['a.service', 'b.service'] })).toBe(
      'apply.engineUnitLeftMasked "unit":"a.service"\n',
    )
  },
)
