import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a plan's program did when it ran where it can do no harm. */
export interface Staged {
  /** Bytes of every staged file by path. */
  readonly files: ReadonlyMap<string, Buffer>
  /** Every command that would have touched the server, as its words. */
  readonly commands: readonly (readonly string[])[]
  /** What chpasswd(8) would have read. */
  readonly passwords: string
  /** Names of files that no step makes. */
  readonly strays: readonly string[]
}

// Whatever acts on the server only writes down its words: each ended by NUL, each command by one more.
const stubs = [
  'useradd groupadd usermod userdel hostname nmcli nft ufw firewall-cmd debconf-set-selections',
  'make_directory swap_files remove_file derive_file serve_unit validate probe advise inverse openssl set_hostname',
  'open_nftables open_ufw open_firewalld open_iptables set_connection join_group install_packages',
]
  .join(' ')
  .split(' ')

const harness = `
program=$1
set -- none
. "$program" 2>/dev/null
run_dir=$PWD/run journal=$PWD/journal step=none TMPDIR=$PWD
chown() { :; }
logged() { "$@"; }
getent() { return 1; }
chpasswd() { cat >>"$PWD/passwords"; }
# Deleting goes on until nothing is left.
iptables() { return 1; }
ip6tables() { return 1; }
record() { printf '%s\\0' "$@" '' >>"$PWD/commands"; }
${stubs.map((name) => (/^[a-z_]+$/.test(name) ? `${name}() { record ${name} "$@"; }` : '')).join('\n')}
for group in GROUPS; do
  for part in act stage validate swap serve probe; do
    command -v "\${part}_$group" >/dev/null || continue
    "\${part}_$group" || record failed "\${part}_$group"
  done
done
close_ports
undo_network
`

/** Runs the parts of a program that carry values, under dash(1), in a directory of its own that is removed again. */
export function stageInSandbox(program: string): Staged {
  const directory = mkdtempSync(join(tmpdir(), 'mailwright-staging-'))
  try {
    mkdirSync(join(directory, 'run', 'stage'), { recursive: true })
    const path = join(directory, 'program')
    writeFileSync(path, program)
    const groups = [...program.matchAll(/^step_([a-z]+)\(\)/gm)].map(([, group]) => group ?? '')
    execFileSync('dash', ['-n', path])
    execFileSync('dash', ['-c', harness.replace('GROUPS', groups.join(' ')), 'sandbox', path], {
      cwd: directory,
      timeout: 20_000,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '' },
    })
    const held = (name: string) =>
      existsSync(join(directory, name)) ? readFileSync(join(directory, name), 'utf8') : ''
    const stage = join(directory, 'run', 'stage')
    const files = readdirSync(stage, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const lawful = new Set(['run', 'program', 'commands', 'passwords', 'journal'])
    return {
      files: new Map(
        files.map(({ parentPath, name }) => {
          const file = join(parentPath, name)
          return [file.slice(stage.length), readFileSync(file)]
        }),
      ),
      commands: held('commands')
        .split('\0\0')
        .filter((line) => line !== '')
        .map((line) => line.replace(/^\0/, '').split('\0')),
      passwords: held('passwords'),
      strays: [...readdirSync(directory), ...readdirSync(join(directory, 'run'))].filter(
        (name) => !lawful.has(name) && name !== 'stage',
      ),
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
