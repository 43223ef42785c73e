import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const shellDir = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-record-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Runs lines behind record.sh, on a server of stubs; gives what they printed. */
function onServer(shell: string, lines: string): string {
  const script = `etc_paths= outside_paths= needs_space=0
. ${join(shellDir, 'record.sh')}
run_dir=${root}
df() { printf 'head\\nfs 9999999 1 9999999 1%% /\\n'; }
expectations_hold() { :; }
none_fixed() { :; }
blame() { printf '%s ' "blame $1"; }
blame_write() { printf '%s ' "write $1"; }
manifest_etc() { echo manifest; }
keep_in_tar() { echo tar >"$present/etc.tar"; }
list_packages() { echo 'ii base 1'; }
active_units() { echo ssh.service; }
list_state() { echo /var/mail/x; }
record_left() { :; }
record_elsewhere() { :; }
hostname() { echo host; }
${lines}`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' })
}

describe.each(['dash', 'bash'])('the record of a server under %s', (shell) => {
  test('is there when it is whole', () => {
    expect(onServer(shell, 'record_before && echo held')).toBe('held\n')
    expect(readFileSync(join(root, 'before/units'), 'utf8')).toBe('ssh.service\n')
    expect(existsSync(join(root, 'before.new'))).toBe(false)
  })

  test.each(['manifest_etc', 'list_packages', 'active_units', 'list_state', 'hostname'])(
    'is not there when a disk is full at %s, whatever an earlier try has left',
    (step) => {
      mkdirSync(join(root, 'before'))
      writeFileSync(join(root, 'before/etc.tar'), 'half')
      const said = onServer(shell, `${step}() { echo part; return 1; }\nrecord_before || echo refused`)
      expect(said).toBe(`write ${root} refused\n`)
      expect(existsSync(join(root, 'before'))).toBe(false)
    },
  )

  test('names the command that tells of no service at all, instead of taking all for new', () => {
    const said = onServer(shell, 'active_units() { :; }\nrecord_before || echo refused')
    expect(said).toContain('blame commandFailed')
    expect(existsSync(join(root, 'before'))).toBe(false)
  })

  test('afterwards is told as a whole too, and not with what an earlier try left', () => {
    mkdirSync(join(root, 'after'))
    writeFileSync(join(root, 'after/etc'), 'earlier')
    onServer(shell, 'list_packages() { return 1; }\nrecord_after || :')
    expect(existsSync(join(root, 'after/etc'))).toBe(false)
    onServer(shell, 'record_after')
    expect(readFileSync(join(root, 'after/etc'), 'utf8')).toBe('manifest\n')
  })
})

test('a table of accounts that cannot be read from the record makes no account a new one', () => {
  mkdirSync(join(root, 'after'))
  writeFileSync(join(root, 'after/names-passwd'), 'daemon\nroot\n')
  const added = (tar: string) =>
    execFileSync(
      'dash',
      [
        '-c',
        `run_dir=${root} before=${root}/before after=${root}/after\n. ${join(shellDir, 'undo.sh')}
run_dir=${root} after=${root}/after\ntar() { ${tar}; }\nadded_names /etc/passwd`,
      ],
      { encoding: 'utf8' },
    )
  expect(added('false')).toBe('')
  expect(added('echo root:x:0:0')).toBe('daemon\n')
})
