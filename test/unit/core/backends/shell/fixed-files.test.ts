import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-fixed-'))
  mkdirSync(join(root, 'bin'))
  mkdirSync(join(root, 'etc'))
  for (const name of ['main.cf', 'aliases']) writeFileSync(join(root, 'etc', name), name)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** What lsattr(1) and tar(1) shall say and do. */
function command(name: string, body: string): void {
  writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
}

/** Runs lines behind the program's functions; gives what they printed. */
function said(shell: string, lines: string): string {
  const script = `run_id=one etc_paths= outside_paths=
PATH=${root}/bin:$PATH
. ${source}/ground.sh
. ${source}/record.sh
. ${source}/transaction.sh
. ${source}/undo.sh
run_dir=${root} tar_keeps=
df() { printf 'head\\nfs 9999999 1 9999999 1%% /\\n'; }
blame() { printf '%s\\n' "$1 $2"; }
${lines}`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).replaceAll(root, '')
}

const attributes = (name: string, flags: string) =>
  command(
    'lsattr',
    `for path; do case $path in */${name}) echo "${flags} $path" ;; -*) ;; *) echo "--------------e------- $path" ;; esac; done`,
  )

describe.each(['dash', 'bash'])('a write that did not succeed under %s', (shell) => {
  test.each([
    ['-----a--------e-------', 'a'],
    ['----i---------e-------', 'i'],
  ])('is told with the attribute of chattr(1) that forbids it: %s', (flags, attribute) => {
    attributes('main.cf', flags)
    expect(said(shell, 'blame_write "$run_dir/etc/main.cf"')).toBe(
      `fileFixed "path":"/etc/main.cf","attribute":"${attribute}"\n`,
    )
  })

  test('is told with the attribute of its directory', () => {
    attributes('etc', '-----a--------e-------')
    expect(said(shell, 'blame_write "$run_dir/etc/new.cf"')).toBe('fileFixed "path":"/etc","attribute":"a"\n')
  })

  test('is not laid on a file that can be written, nor on letters in the name of another attribute', () => {
    attributes('main.cf', '--S-A--A--I---e-------')
    expect(said(shell, 'blame_write "$run_dir/etc/main.cf"')).toBe('writeCutShort "path":"/etc/main.cf"\n')
  })

  test('is told where there is no lsattr(1)', () => {
    command('lsattr', 'exit 127')
    expect(said(shell, 'blame_write "$run_dir/etc/main.cf"')).toBe('writeCutShort "path":"/etc/main.cf"\n')
  })

  test('is not laid on the second line of a name with a line break, and comes to an end with a path of no directory', () => {
    command('lsattr', 'for path; do [ "$path" = -d ] || echo "--------------e------- $path"; done')
    const names = String.raw`printf '%s\0' "$run_dir/etc/line
break ia" "$run_dir/etc" | first_fixed; printf 'none\n'`
    expect(said(shell, names)).toBe('none\n')
    expect(said(shell, 'blame_write break')).toBe('writeCutShort "path":"break"\n')
  })

  test('of a full disk is one of a full disk', () => {
    attributes('main.cf', '-----a--------e-------')
    const full = `df() { printf 'head\\nfs 9999999 1 7 1%% /\\n'; }\n`
    expect(said(shell, `${full}blame_write "$run_dir/etc/main.cf"`)).toBe('diskFull "path":"/etc"\n')
  })
})

describe.each(['dash', 'bash'])('before anything is done under %s', (shell) => {
  test('a plan whose files can be replaced is held for possible', () => {
    attributes('nothing', '')
    writeFileSync(join(root, 'known'), `absent ${root}/etc/new\nabc ${root}/etc/main.cf\n`)
    writeFileSync(join(root, 'things'), 'package\tpostfix\t1\n')
    expect(said(shell, 'none_fixed && echo possible')).toBe('possible\n')
  })

  test('the file that cannot be replaced is named', () => {
    attributes('main.cf', '-----a--------e-------')
    writeFileSync(join(root, 'known'), `absent ${root}/etc/new\nabc ${root}/etc/main.cf\n`)
    writeFileSync(join(root, 'things'), '')
    expect(said(shell, 'none_fixed || echo refused')).toBe(
      'fileFixed "path":"/etc/main.cf","attribute":"a"\nrefused\n',
    )
  })

  test('the table of accounts that cannot be replaced is named where an account is to be made', () => {
    attributes('shadow', '----i---------e-------')
    writeFileSync(join(root, 'known'), `absent ${root}/etc/new\n`)
    writeFileSync(join(root, 'things'), 'user\tvmail\tabsent\n')
    expect(said(shell, 'none_fixed || echo refused')).toBe(
      'fileFixed "path":"/etc/shadow","attribute":"i"\nrefused\n',
    )
  })
})

describe.each(['dash', 'bash'])('what an undo brings back under %s', (shell) => {
  const bringBack = 'bring_back "$run_dir/etc.tar" "$run_dir/etc" --null && echo back || echo refused'

  test('is taken out of the record', () => {
    command('tar', 'echo "$*" >&2')
    attributes('nothing', '')
    expect(said(shell, bringBack)).toBe('back\n')
  })

  test('names the file that tar(1) stumbled over', () => {
    command(
      'tar',
      `echo 'tar: ${root.slice(1)}/etc/main.cf: Cannot unlink: Operation not permitted' >&2; exit 2`,
    )
    attributes('main.cf', '-----a--------e-------')
    expect(said(shell, bringBack)).toBe('fileFixed "path":"/etc/main.cf","attribute":"a"\nrefused\n')
  })

  test('comes back with its two names, or not at all where the list of them is cut short', () => {
    writeFileSync(join(root, 'restore'), '')
    mkdirSync(join(root, 'before'))
    const list = (end: string) => `echo 'hrw-r--r-- 0/0 0 2026-01-01 00:00 etc/b link to etc/a'; ${end}`
    attributes('nothing', '')
    const put = `before=$run_dir/before tab='\t'; put_listed_back && cat "$run_dir/linked" || echo refused`
    command('tar', list('exit 0'))
    expect(said(shell, put)).toBe('etc/a\netc/b\n')
    command('tar', list('kill -9 $$'))
    expect(said(shell, put)).toContain('writeCutShort')
  })

  test('is not called a refusal where tar(1) was killed', () => {
    command('tar', 'kill -9 $$')
    attributes('nothing', '')
    expect(said(shell, bringBack)).toBe('writeCutShort "path":"/etc"\nrefused\n')
  })
})
