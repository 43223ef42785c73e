import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/undo.sh')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-undo-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const bullseye = { release: '11', dovecot: '1:2.3.13+dfsg1-2+deb11u1' }
const bookworm = { release: '12', dovecot: '1:2.3.19.1+dfsg1-2.1+deb12u6' }
const trixie = { release: '13', dovecot: '1:2.4.1+dfsg1-6+deb13u1' }

/** What the undo of a run that changed these files says first, on a server that was upgraded since. */
function said(was: typeof bullseye, is: typeof bullseye, boundPaths: string): string {
  mkdirSync(join(root, 'before'))
  const release = (number: string) => `debian ${number}\nDebian ${number}`
  writeFileSync(join(root, 'before/release'), `${release(was.release)}\n`)
  writeFileSync(join(root, 'before/packages'), `ii dovecot 1:9.9\nii dovecot-core ${was.dovecot}\n`)
  const script = `. ${source}
before=${root}/before bound_paths='${boundPaths}' bound_package=dovecot-core
system_release() { printf '${release(is.release)}\\n'; }
list_packages() { echo 'ii dovecot-core ${is.dovecot}'; }
json_text() { printf '%s' "$1"; }
note() { echo "note $1"; }
blame() { echo "blame $1 $2"; }
same_release && echo goes on`
  return execFileSync('dash', ['-c', `${script} || :`], { encoding: 'utf8' })
}

const changed = '/etc/dovecot/dovecot.conf /etc/dovecot/other.conf'

test('a configuration of the same series is put back after an upgrade of the system', () => {
  expect(said(bullseye, bookworm, changed)).toBe('note apply.engineUpgradedSince\ngoes on\n')
})

test('one in words that the program has no more is refused, and named', () => {
  expect(said(bookworm, trixie, changed)).toBe(
    'blame undoAcrossUpgrade "before":"Debian 12","now":"Debian 13","path":"/etc/dovecot/dovecot.conf"\n',
  )
})

test('a run that changed none is undone across any upgrade', () => {
  expect(said(bullseye, trixie, '')).toBe('note apply.engineUpgradedSince\ngoes on\n')
})

test('nothing is said on the same release', () => {
  expect(said(trixie, trixie, changed)).toBe('goes on\n')
})
