import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/undo-mail.sh')

const restore = [
  'back\t/etc/dovecot/users',
  'back\t/etc/postfix/mailwright-mailboxes',
  'rm\t/etc/postfix/mailwright-senders',
  'back\t/etc/postfix/main.cf',
  'back\t/etc/postfix/master.cf',
]

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-close-'))
  writeFileSync(join(root, 'restore'), `${restore.join('\n')}\n`)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Closes the mailboxes of a run; gives what was done, in order. */
function closed(shell: string, lines: string): readonly string[] {
  const script = `run_dir=${root} new_mailboxes=/var/vmail/a.test/carol
. ${source}
active=0 letters=0
systemctl() { case $1 in -q) return $active ;; esac; echo "systemctl $*"; }
logged() { "$@"; }
sleep() { echo "sleep $1"; }
kill() { echo "kill $*"; }
smtpd_processes() { echo 41; echo 42; }
queue_is_empty() { letters=$((letters - 1)); [ "$letters" -lt 0 ]; }
postqueue() {
  case $1 in -i) echo "again $2"; return ;; esac
  printf '%s\\n' '-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------' 'A1*  12 Mon Nov 23 17:00:00  x@b.test' \
    '   carol@a.test' '' 'B2  12 Mon Nov 23 17:00:00  x@b.test' '(451 try again)' '   dave@a.test' '   carol@a.test' '' \
    'C3  12 Mon Nov 23 17:00:00  x@b.test' '   dave@a.test' '' '-- 1 Kbytes in 3 Requests.'
}
put_listed_back() { cut -f 2 "$run_dir/restore"; }
${lines}
close_mailboxes && echo closed`
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')
}

describe.each(['dash', 'bash'])('mailboxes that go, under %s', (shell) => {
  test('are unknown to Postfix before Dovecot forgets them, and what was accepted for them arrives', () => {
    expect(closed(shell, 'letters=2')).toEqual([
      '/etc/postfix/mailwright-mailboxes',
      '/etc/postfix/mailwright-senders',
      'systemctl reload postfix',
      'sleep 1',
      'kill 41 42',
      'again A1',
      'again B2',
      'sleep 1',
      'sleep 1',
      'sleep 1',
      'closed',
    ])
    expect(readFileSync(join(root, 'restore'), 'utf8').trimEnd().split('\n')).toEqual(restore)
  })

  test('do not wait for ever for a queue that does not empty', () => {
    expect(closed(shell, 'letters=1000').filter((line) => line === 'sleep 1')).toHaveLength(11)
  })

  test.each([
    ['Postfix came with the run', 'active=3'],
    ['the run brought none', 'new_mailboxes='],
  ])('need nothing where %s', (_case, lines) => {
    expect(closed(shell, lines)).toEqual(['closed'])
  })
})
