import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/undo-mail.sh')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-mail-'))
  for (const name of ['run/before', 'spool', 'homes']) mkdirSync(join(root, name), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** What is said of mailboxes, those in the list having been there before the run; `since` is laid down after its record. */
function said(shell: string, mailboxes: readonly string[], since: () => void): string {
  write(
    'run/before/mailboxes',
    mailboxes
      .toSorted()
      .map((path) => `${root}/${path}\n`)
      .join(''),
  )
  execFileSync('sleep', ['0.05'])
  since()
  const script = `LC_ALL=C before=${root}/run/before run_dir=${root}/run mail_store= new_mailboxes=; . ${source}
json_text() { printf '%s' "$1"; }
note() { echo "$1 $2"; }
mail_places() { find ${root}/spool -mindepth 1 -type f; find ${root}/homes -mindepth 2 -maxdepth 2 -type d; }
name_mail_that_stays`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).replaceAll(`${root}/`, '')
}

describe.each(['dash', 'bash'])('mail of people who were there before, in %s', (shell) => {
  test('is named where some came since, and nowhere else', () => {
    write('spool/old', 'From x\n')
    write('homes/quiet/Maildir/cur/1', 'x')
    const heard = said(shell, ['spool/old', 'spool/new', 'homes/quiet/Maildir', 'homes/user/Maildir'], () => {
      write('spool/new', 'From x\n')
      write('homes/user/Maildir/new/1', 'x')
      write('homes/user/Maildir/new/2', 'x')
      write('homes/quiet/Maildir/dovecot.index.log', 'x')
    })
    expect(heard).toBe('apply.engineMailStays "count":2,"paths":"homes/user/Maildir, spool/new"\n')
  })

  test('stays in a directory that the run made, which goes where it holds none', () => {
    const heard = said(shell, [], () => {
      write('homes/user/Maildir/new/1', 'x')
      write('homes/other/Maildir/dovecot-uidlist', 'x')
    })
    expect(heard).toBe('apply.engineMailStays "count":1,"paths":"homes/user/Maildir"\n')
    expect(existsSync(join(root, 'homes/other/Maildir'))).toBe(false)
  })

  test('is not spoken of where none came', () => {
    write('spool/old', 'From x\n')
    expect(said(shell, ['spool/old'], () => undefined)).toBe('')
  })
})
