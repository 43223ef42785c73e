import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/record.sh')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-between-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

type Files = Readonly<Record<string, string>>

/** A manifest as manifest_etc of record.sh writes it. */
const manifest = (files: Files) =>
  Object.entries({ '/etc': 'd', ...files })
    .map(([path, text]) => [text === 'd' ? 'd' : 'f', '644', '0:0', '1.0', text, path].join('\t'))
    .map((line) => `${line}\n`)
    .join('')

function between(
  shell: string,
  states: { before: Files; left: Files | null; now: Files },
): readonly string[] {
  for (const folder of ['before', 'after']) mkdirSync(join(root, folder))
  writeFileSync(join(root, 'before/etc'), manifest(states.before))
  if (states.left) writeFileSync(join(root, 'after/etc'), manifest(states.left))
  writeFileSync(join(root, 'now'), manifest(states.now))
  const script = `. ${source}
run_dir=${root}
manifest_etc() { cat "$run_dir/now"; }
note_between_tries
[ ! -e "$run_dir/after/etc" ] || exit 1
[ -e "$run_dir/between" ] || : >"$run_dir/between"`
  execFileSync(shell, ['-c', script])
  return readFileSync(join(root, 'between'), 'utf8').split('\n').filter(Boolean).sort()
}

test.each(['dash', 'bash'])(
  '%s tells what others touched between two tries from what the run did',
  (shell) => {
    const before = {
      '/etc/motd': 'a',
      '/etc/hosts': 'a',
      '/etc/lost': 'a',
      '/etc/dir': 'd',
      '/etc/ours': 'a',
    }
    const left = { ...before, '/etc/hosts': 'ours', '/etc/ours': 'b' }
    const { '/etc/lost': _lost, ...rest } = left
    const now = { ...rest, '/etc/motd': 'theirs', '/etc/hosts': 'theirs', '/etc/new': 'x' }
    expect(between(shell, { before, left, now })).toEqual([
      'edited\t/etc/hosts',
      'gone\t/etc/lost',
      'new\t/etc/new',
      'other\t/etc/motd',
    ])
  },
)

test('a run that was cut off before it told what it left blames nobody', () => {
  expect(between('dash', { before: { '/etc/a': 'a' }, left: null, now: { '/etc/a': 'b' } })).toEqual([])
})
