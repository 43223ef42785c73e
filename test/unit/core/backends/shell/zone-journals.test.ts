import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/zone.sh')

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
