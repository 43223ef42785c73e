import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/zone.sh')

const edited = join(source, '../undo-edited.sh')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-zone-'))
  mkdirSync(join(root, 'before'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Which of the files that named made beside the zone are still there. */
function left(shell: string, unit: string, recorded: string): readonly string[] {
  const zone = join(root, 'db.a.test')
  const all = ['', '.jnl', '.signed', '.signed.jnl', '.jbk']
  writeFileSync(`${zone}.jnl`, 'of before')
  execFileSync('tar', ['-cf', join(root, 'before/etc.tar'), '-C', '/', `${zone}.jnl`.slice(1)])
  for (const ending of all) writeFileSync(zone + ending, 'of the run')
  writeFileSync(`${zone}.jnl`, recorded)
  const program = `run_dir=${root} zone_path=${zone} zone_unit=${unit}; . ${source}; drop_zone_journals`
  execFileSync(shell, ['-c', program])
  return all.filter((ending) => existsSync(zone + ending))
}

/** What undo tells of copies of a zone whose serial was `run` with the run, `served` by named(8), and is `now` again. */
function toldOfCopies(shell: string, run: string, served: string, now: string, done = 'bind'): unknown {
  const zone = join(root, 'db.a.test')
  writeFileSync(zone, `@ SOA ns hostmaster ( ${now} 1 1 1 1 )\n`)
  const stubs = `dig() { printf '%s\\n' '${served}'; }; note() { printf '%s {%s}' "$1" "$2"; }; json_text() { printf '%s' "$1"; }; is_done() { [ "$1" = ${done} ]; }`
  const variables = `run_dir=${root} zone_path=${zone} zone_name=a.test zone_unit=named.service zone_copied=${run}`
  const program = `${variables}; . ${edited}; . ${source}; ${stubs}
ask_copied_serial; served=; dig() { :; }; ask_copied_serial; name_zone_copies`
  const said = execFileSync(shell, ['-c', program], { encoding: 'utf8' })
  return said === '' ? null : JSON.parse(said.replace(/^roles\.zoneCopiesStay /, ''))
}

describe.each(['dash', 'bash'])('copies of a zone that has come back, in %s', (shell) => {
  test('are told with the serial that passes theirs', () => {
    const told = { zone: 'a.test', path: join(root, 'db.a.test'), serial: '7', copied: '2026112301' }
    expect(toldOfCopies(shell, '2026112301', '', '7')).toEqual({ ...told, next: '2026112302' })
    rmSync(join(root, 'copied'))
    // named(8) signs the zone itself and has counted on.
    expect(toldOfCopies(shell, '2026112301', 'ns. host. 2026112309 1 1 1 1', '7')).toMatchObject({
      copied: '2026112309',
      next: '2026112310',
    })
    rmSync(join(root, 'copied'))
    expect(toldOfCopies(shell, '4294967295', '', '4294967294')).toMatchObject({ next: '1' })
  })

  test('are not told where nobody may copy, where the zone was not changed, and where its serial has passed theirs', () => {
    expect(toldOfCopies(shell, '', 'ns. host. 9 1 1 1 1', '7')).toBeNull()
    expect(toldOfCopies(shell, '9', '', '7', 'tls')).toBeNull()
    expect(toldOfCopies(shell, '9', '', '10')).toBeNull()
    rmSync(join(root, 'copied'))
    expect(toldOfCopies(shell, '4294967295', '', '1')).toBeNull()
  })
})

describe.each(['dash', 'bash'])('what named made of a zone that has come back, in %s', (shell) => {
  test('goes, but for the zone itself', () => {
    expect(left(shell, 'named.service', 'of the run')).toEqual([''])
  })

  test('stays where it is what was there before', () => {
    expect(left(shell, 'named.service', 'of before')).toEqual(['', '.jnl'])
  })

  test('stays where the run changed no zone', () => {
    expect(left(shell, '', 'of the run')).toHaveLength(5)
  })
})
