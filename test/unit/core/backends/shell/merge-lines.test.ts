import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/undo-edited.sh')
const before = 'a\nb=1\nc\n'
const ours = 'a\nb=2\nc\nx\ny\n'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-merge-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** What is left of a text of others when our change is taken out of it; null where both changed the same. */
function merged(shell: string, theirs: string, was = before): string | null {
  const write = (name: string, text: string) => writeFileSync(join(root, name), text)
  write('theirs', theirs)
  write('ours', ours)
  write('was', was)
  const { status, stdout } = spawnSync(
    shell,
    [
      '-c',
      `before=; run_dir=${root}; after=; state_root=; . ${source}; cd ${root}; merge_lines theirs ours was`,
    ],
    { encoding: 'utf8' },
  )
  return status === 0 ? stdout : null
}

describe.each(['dash', 'bash'])('a file that others changed after the run, in %s', (shell) => {
  test.each([
    ['with a line at the end', `${ours}# mine\n`, `${before}# mine\n`],
    ['with lines among ours', 'top\na\nb=2\nmid\nc\nx\nlow\ny\n', 'top\na\nb=1\nmid\nc\nlow\n'],
    ['with a line of ours changed', 'a\nb=2\nc\nx=9\ny\n', 'a\nb=1\nc\nx=9\n'],
    ['with a line of ours taken out', 'a\nc\nx\ny\n', before],
    ['as it was before', before, before],
    ['with no end of the last line', `${ours}z`, `${before}z\n`],
  ])('%s loses what is ours', (_name, theirs, expected) => {
    expect(merged(shell, theirs)).toBe(expected)
  })

  test('keeps their lines where there was nothing before', () => {
    expect(merged(shell, `q\n${ours}`, '')).toBe('q\n')
  })

  test('cannot be parted where both changed the same line', () => {
    expect(merged(shell, 'a\nb=3\nc\nx\ny\n')).toBeNull()
  })
})
