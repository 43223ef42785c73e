/*
 * npm run bench: how long Mailwright takes, as ratios to the same work by hand in the same run on this machine, on fresh Debian
 * 12 servers of the lab with the packages in apt's cache. Prints a table and writes docs/bench.md. `--pairs N` first runs
 * (3 unless said), `--rounds N` of everything else (20), `--accounts virtual` or `system` alone, `--mailboxes 1,10` numbers.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { requireLab } from '#test/lab/support/requirements.ts'
import type { Accounts } from './bench-spec.ts'
import { machine, table, type Row } from './measure.ts'
import { benchAccounts, benchMailboxes } from './rounds.ts'

const root = join(import.meta.dirname, '../..')
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '20' },
    accounts: { type: 'string', default: 'virtual,system' },
    mailboxes: { type: 'string', default: '1,10,100,1000' },
  },
})
const lab = await requireLab()
if (!lab.ok) {
  say(`the bench cannot run here, missing: ${lab.missing.join(', ')}`)
  process.exit(1)
}
const pairs = Number(values.pairs)
const rounds = Number(values.rounds)
const rows: Row[] = []
const memory: string[] = []
for (const accounts of (['virtual', 'system'] satisfies Accounts[]).filter((name) =>
  values.accounts.split(',').includes(name),
)) {
  const measured = await benchAccounts(accounts, { pairs, rounds, say })
  rows.push(...measured.rows)
  memory.push(...measured.memory)
}
const counts = values.mailboxes.split(',').filter(Boolean).map(Number)
rows.push(...(await benchMailboxes(counts, { rounds: Math.ceil(rounds / 4), say })))

await writeFile(
  join(root, 'docs/bench.md'),
  `# Ratios of time

Written by \`npm run bench\`: medians, both sides in turn on the same machine (${machine()}), fresh Debian 12 servers of the
lab, packages in apt's cache. The terminal counts from the start of the program to its end.

- A first run is compared with [by-hand.sh](../test/bench/by-hand.sh): the same packages and the same final files, without
  questions, backups or checks.
- An unchanged server is compared with [check-by-hand.sh](../test/bench/check-by-hand.sh), which looks at the same points with
  the quickest tools, passwords included, and with \`ssh host true\`, which does nothing at all.
- One alias more is compared with [alias-by-hand.sh](../test/bench/alias-by-hand.sh): edit, check, reload, look; Mailwright plans
  and applies, with its record of the server before and after, from which it can undo.
- The app answers over a connection that is open already.

${table(rows)}

Memory: ${memory.join('; ')}.

Passwords are compared with the server's hashes on all processors of this computer, 4 ms each. What was found stays in
the memory of the app and is never written down: any digest of a password that is quick enough to be worth keeping is quick
enough to be guessed from. The terminal therefore compares them anew each time, as the script does.
`,
)
say(`\n${table(rows)}\n${memory.join('\n')}`)
process.exit(0)
