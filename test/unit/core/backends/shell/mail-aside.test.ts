import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const shellDir = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-aside-'))
  mkdirSync(join(root, 'run'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function lay(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Undoes the mail below ROOT/store/alice; `system` is where the archive lies. Gives the paths that are told. */
function setAside(shell: string, system: 'same' | 'other', lines = ''): string {
  const script = `. ${shellDir}/undo-mail.sh
run_dir=${root}/run before=${root}/run archive=${root}/archive mail_directories=${root}/store/alice mail_store= new_mailboxes=
old_name() { printf '%s/.mailwright-old.%s' "\${1%/*}" "\${1##*/}"; }
added_names() { :; }
json_text() { printf '%s' "$1"; }
note() { printf '%s\\n' "$2"; }
blame_write() { printf 'blamed %s\\n' "$1"; }
on_one_system() { ${system === 'same' ? 'true' : 'false'}; }
: >"$run_dir/outside"
${lines}
undo_mail`
  try {
    return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).replaceAll(root, '')
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout).replaceAll(root, '') : ''
  }
}

const aside = (name: string) => `archive${root}/store/${name}`
const told = (name: string) => `"path":"/archive/store/${name}"\n`

describe.each(['dash', 'bash'])('mail that is set aside under %s', (shell) => {
  test.each(['same', 'other'] as const)('is moved as a whole on the %s file system', (system) => {
    lay('store/alice/cur/1', 'one')
    expect(setAside(shell, system)).toBe(told('alice'))
    expect(read(`${aside('alice')}/cur/1`)).toBe('one')
    expect(readdirSync(join(root, 'store'))).toEqual([])
  })

  test.each(['same', 'other'] as const)(
    'lies beside what an earlier try has set aside (%s file system)',
    (system) => {
      lay('store/alice/cur/1', 'one')
      setAside(shell, system)
      lay('store/alice/cur/2', 'two')
      expect(setAside(shell, system)).toBe(told('alice.2'))
      expect(read(`${aside('alice')}/cur/1`)).toBe('one')
      expect(read(`${aside('alice.2')}/cur/2`)).toBe('two')
    },
  )

  test('is copied anew where that was cut short, with what came meanwhile', () => {
    lay('store/alice/cur/1', 'one')
    lay('store/alice/cur/2', 'two')
    const cut = 'cp() { mkdir -p "$archive/.part/cur" && echo half >"$archive/.part/cur/1"; exit 137; }'
    setAside(shell, 'other', cut)
    expect(existsSync(join(root, aside('alice')))).toBe(false)
    lay('store/alice/cur/3', 'three')
    expect(setAside(shell, 'other')).toBe(told('alice') + told('alice.2'))
    expect(read(`${aside('alice')}/cur/1`) + read(`${aside('alice')}/cur/2`)).toBe('onetwo')
    expect(read(`${aside('alice.2')}/cur/3`)).toBe('three')
    expect(readdirSync(join(root, 'store'))).toEqual([])
    expect(existsSync(join(root, 'archive/.part'))).toBe(false)
  })

  test('is that of a mailbox to which only this run gave a login, not that of others in the store', () => {
    for (const name of ['bob', 'carol']) lay(`old/a.test/${name}/cur/1`, name)
    const lines = `echo ${root}/old/a.test >"$before/mailboxes"; new_mailboxes='${root}/old/a.test/bob ${root}/old/a.test/none'`
    expect(setAside(shell, 'same', lines)).toBe('"path":"/archive/old/a.test/bob"\n')
    expect(readdirSync(join(root, 'old/a.test'))).toEqual(['carol'])
  })

  test('lies beside it where it came before the daemons had their configuration of before', () => {
    lay('store/alice/cur/1', 'one')
    const script = `undo_mail
mkdir -p ${root}/store/alice/cur && echo two >${root}/store/alice/cur/2
set_own_mail_aside`
    expect(setAside(shell, 'same', `undo() { ${script}\n}\nundo; exit`)).toBe(told('alice') + told('alice.2'))
    expect(read(`${aside('alice.2')}/cur/2`)).toBe('two\n')
    expect(readdirSync(join(root, 'store'))).toEqual([])
  })

  test('is known for that of an account by a later try, when the account is gone', () => {
    const account = (name: string) =>
      `added_names() { echo user3; }\nmail_directories=\ngetent() { ${name}; }\n: >"$before/state"`
    setAside(shell, 'same', account(`echo user3:x:1:1::/home/none-${'x'.repeat(8)}:/bin/sh`))
    expect(read('run/mail-places')).toBe(`/home/none-${'x'.repeat(8)}\n/var/mail/user3\n`)
    setAside(shell, 'same', account('return 2'))
    expect(read('run/mail-places')).toContain('/home/none-')
  })

  test('is not deleted where it comes while an empty mailbox is removed', () => {
    lay('store/alice/dovecot-uidlist', '')
    const late = 'mv() { [ "$1" != -T ] || echo late >"$2/new.1"; command mv "$@"; }'
    expect(setAside(shell, 'other', late)).toBe(told('alice'))
    expect(read(`${aside('alice')}/new.1`)).toBe('late\n')
  })

  test('stays where it is when there is no room for its copy', () => {
    lay('store/alice/cur/1', 'one')
    expect(setAside(shell, 'other', 'cp() { return 1; }')).toBe('blamed /archive\n')
    expect(read('store/.mailwright-old.alice/cur/1')).toBe('one')
    expect(setAside(shell, 'other')).toBe(told('alice'))
  })
})
