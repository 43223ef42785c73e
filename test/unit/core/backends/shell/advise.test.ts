import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { groupProgram } from '#core/backends/shell/group-program.ts'

const source = join(import.meta.dirname, '../../../../../electron/core/backends/shell/transaction.sh')

const work = (command: readonly string[]) =>
  groupProgram({
    group: 'resolver',
    differences: [],
    validators: [],
    probes: [{ group: 'resolver', name: 'x', command, timeout: 1, advisory: 'apply.engineNoForeignNames' }],
    firewall: { kind: 'none', scope: null, open: [], rules: '' },
  })

/** What the probe of a group says and how it ends. */
const told = (command: readonly string[]) => {
  const script = `run_dir=/nonexistent; . ${source}; note() { echo "$1"; }; ${work(command)}\nprobe_resolver; echo "ends with $?"`
  return spawnSync('dash', ['-c', script], { encoding: 'utf8' }).stdout
}

test.each([
  ['holds', ['true'], 'ends with 0\n'],
  ['does not hold', ['false'], 'apply.engineNoForeignNames\nends with 0\n'],
  ['never ends', ['sleep', '30'], 'apply.engineNoForeignNames\nends with 0\n'],
])(
  'an advisory probe that %s fails nothing, and is told where it does not hold',
  (_name, command, expected) => {
    expect(told(command)).toBe(expected)
  },
)
