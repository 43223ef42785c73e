import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/undo-edited.sh')

/** Reads one-line records as BIND does: a line that begins with a blank has the owner of the one before. */
const compiler = `#!/bin/sh
for word; do [ "$last" != -o ] || out=$word; last=$word; done
grep -q BROKEN "$last" && exit 1
awk '{ sub(/;.*/, "") } /^[^ \\t$]/ { owner = $1; sub(/^[^ \\t]+/, "") } NF { $1 = $1; print owner, $0 }' "$last" >"$out"
`

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-zone-'))
  mkdirSync(join(root, 'bin'))
  writeFileSync(join(root, 'bin/named-compilezone'), compiler)
  chmodSync(join(root, 'bin/named-compilezone'), 0o755)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const soa = (serial: string) => `@ 7 IN SOA ns1 admin ( ${serial} 3600 600 86400 300 ) ; serial 7\n`
const former = `${soa('7')}@ NS ns1\nns1 A 192.0.2.1\n`
const own = 'mail A 192.0.2.2\n'
const ours = `${soa('8')}@ NS ns1\nns1 A 192.0.2.1\n${own}`

/** What is left of a zone of others when our records are taken out of it; null where that cannot be told. */
function merged(shell: string, theirs: string): string | null {
  for (const [name, text] of Object.entries({ theirs, ours, was: former }))
    writeFileSync(join(root, name), text)
  const program = `LC_ALL=C PATH=${root}/bin:$PATH run_dir=${root} zone_name=a.test; . ${source}; cd ${root}; merge_zone theirs ours was`
  const { status, stdout } = spawnSync(shell, ['-c', program], { encoding: 'utf8' })
  return status === 0 ? stdout : null
}

describe.each(['dash', 'bash'])('a zone that others changed after the run, in %s', (shell) => {
  test('keeps their record, loses ours, and has a serial higher than both', () => {
    const theirs = `${ours.replace(soa('8'), soa('2026010101'))}www A 192.0.2.9\n`
    expect(merged(shell, theirs)).toBe(`${former.replace(soa('7'), soa('2026010102'))}www A 192.0.2.9\n`)
  })

  test('whose serial they did not raise has one higher than ours', () => {
    expect(merged(shell, `${ours}www A 192.0.2.9\n`)).toContain(soa('9'))
  })

  test('keeps what they changed beside the serial', () => {
    const theirs = ours.replace(soa('8'), soa('9').replace('3600', '7200'))
    expect(merged(shell, theirs)).toContain(soa('10').replace('3600', '7200'))
  })

  test('keeps a record of ours that they made theirs', () => {
    expect(merged(shell, ours.replace('192.0.2.2', '192.0.2.3'))).toContain('mail A 192.0.2.3\n')
  })

  test('is not parted where a record of theirs would come to belong to another name', () => {
    expect(merged(shell, `${ours}\tTXT "of mail, by its place"\n`)).toBeNull()
  })

  test.each([
    ['left it unreadable', `${ours}BROKEN\n`],
    ['took its serial away', ours.replace('SOA', 'SAO')],
    ['raised its serial to the last there is', ours.replace(soa('8'), soa('4294967295'))],
  ])('is not parted where they %s', (_name, theirs) => {
    expect(merged(shell, theirs)).toBeNull()
  })
})
