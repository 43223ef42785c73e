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
run_dir=${root} after=${root}/after\ntar() { ${tar}; }\nadded_names /etc/passwd || :`,
      ],
      { encoding: 'utf8' },
    )
  expect(added('false')).toBe('')
  expect(added('echo root:x:0:0')).toBe('daemon\n')
})

describe.each(['dash', 'bash'])('a list that is read through a pipe under %s', (shell) => {
  beforeEach(() => mkdirSync(join(root, 'bin')))

  /** A program of the server that says this, or is killed before it has said all. */
  const says = (name: string, text: string, end = '') =>
    writeFileSync(join(root, 'bin', name), `#!/bin/sh\nprintf '%s' '${text}'\n${end}\n`, { mode: 0o755 })

  function listed(lines: string): string {
    const script = `etc_paths= outside_paths= PATH=${root}/bin:$PATH tab=$(printf '\\t')
. ${join(shellDir, 'record.sh')}
. ${join(shellDir, 'packages.sh')}
run_dir=${root}
${lines}`
    return execFileSync(shell, ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  }

  const packages = 'ii  base 1\nii  more 2\n'
  const units = 'ssh.service loaded active\ncron.service loaded active\n'

  test('is there as a whole', () => {
    says('dpkg-query', packages)
    expect(listed('list_packages && echo whole')).toBe('ii base 1\nii more 2\nwhole\n')
    says('systemctl', units)
    expect(listed('active_units && echo whole')).toBe('cron.service\nssh.service\nwhole\n')
  })

  test.each([
    ['list_packages', 'dpkg-query', packages],
    ['active_units', 'systemctl', units],
    ['list_state', 'find', '/var/lib/x\n'],
    ['manifest_etc', 'find', 'f\\0755\\0'],
  ])('fails where its source is killed: %s', (list, name, text) => {
    says(name, text, 'kill -9 $$')
    expect(listed(`${list} >/dev/null && echo whole || echo cut short`)).toBe('cut short\n')
  })

  test.each(['awk', 'sort'])('fails where %s is killed on the way', (name) => {
    says('dpkg-query', packages)
    says(name, 'half\n', 'kill -9 $$')
    expect(listed('list_packages >/dev/null && echo whole || echo cut short')).toBe('cut short\n')
  })

  test('of /etc fails where a digest, or what joins its fields, is killed', () => {
    for (const name of ['sha256sum', 'paste', 'tr']) {
      says(name, 'half\n', 'kill -9 $$')
      expect(listed('manifest_etc >/dev/null && echo whole || echo cut short')).toBe('cut short\n')
      rmSync(join(root, 'bin', name))
    }
    expect(listed('manifest_etc >/dev/null && echo whole')).toBe('whole\n')
  })
})
