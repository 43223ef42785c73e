import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell')

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailwright-kept-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

interface Server {
  /** Installed before the run. */
  readonly before: readonly string[]
  /** What apt would remove together with what the run installed: postfix, dovecot-core and libsodium. */
  readonly along: readonly string[]
  /** What apt installed by itself. */
  readonly automatic: readonly string[]
  /** What `apt-cache depends --recurse` says of those that stay. */
  readonly depends: string
}

const installed = ['postfix', 'dovecot-core', 'libsodium']

/** What undo makes of that: what stays, what goes, and what it says. */
function undone(server: Server): { kept: string[]; purge: string[]; said: string } {
  mkdirSync(join(root, 'before'))
  const lines = (...all: readonly string[]) => all.map((line) => `${line}\n`).join('')
  writeFileSync(join(root, 'purge'), lines(...installed.map((name) => `purge ${name}`)))
  writeFileSync(join(root, 'before/packages'), lines(...server.before.map((name) => `ii ${name} 1.0`)))
  writeFileSync(
    join(root, 'removed'),
    lines(...[...installed, ...server.along].map((name) => `Remv ${name} [1.0]`)),
  )
  writeFileSync(join(root, 'automatic'), lines(...server.automatic))
  writeFileSync(join(root, 'depends'), server.depends)
  const script = `etc_paths= outside_paths= PATH=${root}:$PATH
. ${source}/record.sh
. ${source}/undo-packages.sh
run_dir=${root} before=${root}/before
json_text() { printf '%s' "$1"; }
note() { printf '%s %s' "$1" "$2"; }
keep_needed`
  const stubs = { 'apt-get': 'removed', 'apt-mark': 'automatic', 'apt-cache': 'depends' }
  for (const [name, file] of Object.entries(stubs))
    writeFileSync(join(root, name), `#!/bin/sh\ncat ${root}/${file}\n`, { mode: 0o755 })
  const said = execFileSync('dash', ['-c', script], { encoding: 'utf8' })
  const read = (name: string) => readFileSync(join(root, name), 'utf8').split('\n').filter(Boolean)
  return { kept: read('kept'), purge: read('purge'), said }
}

test('all goes where nobody else needs it', () => {
  expect(undone({ before: ['base'], along: [], automatic: [], depends: '' })).toEqual({
    kept: [],
    purge: installed.map((name) => `purge ${name}`),
    said: '',
  })
})

test('what somebody has installed since keeps only what it needs', () => {
  const { kept, purge, said } = undone({
    before: ['base'],
    along: ['dovecot-sieve'],
    automatic: [...installed, 'base'],
    depends:
      'dovecot-sieve\n  Depends: dovecot-core\n |Depends: base\ndovecot-core:amd64\n  Depends: libsodium\nlibsodium\nbase\n',
  })
  expect(kept).toEqual(['dovecot-core', 'libsodium'])
  expect(purge).toEqual(['purge postfix'])
  expect(said).toBe('apply.enginePackagesNeeded "names":"dovecot-core libsodium","others":"dovecot-sieve"')
})

test('what an upgrade of the system brought for ours goes along', () => {
  const { kept, purge, said } = undone({
    before: ['base'],
    along: ['python3.11'],
    automatic: [...installed, 'python3.11'],
    depends: '',
  })
  expect({ kept, said }).toEqual({ kept: [], said: '' })
  expect(purge).toEqual([...installed, 'python3.11'].map((name) => `purge ${name}`))
})

test('what was there before stays, though apt once brought it in by itself, with all that it needs now', () => {
  const { kept, purge } = undone({
    before: ['old-tool'],
    along: ['old-tool', 'new-part'],
    automatic: ['old-tool', 'new-part'],
    depends: 'old-tool\n  Depends: new-part\nnew-part\n  Depends: libsodium\nlibsodium\n',
  })
  expect(kept).toEqual(['libsodium'])
  expect(purge).toEqual(['purge postfix', 'purge dovecot-core'])
})
