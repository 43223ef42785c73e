/*
 * npm run bench: how long Mailwright takes, as ratios to the same work by hand in the same run on this machine, on fresh Debian
 * 12 servers of the lab with the packages in apt's cache. Prints a table and writes docs/bench.md. `--pairs N` first runs
 * (3 unless said) and `--rounds N` plans (20).
 */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { planView } from '#shared/model/plan.ts'
import { mailwrightProgram } from '#test/lab/mailwright-program.ts'
import { bootServer, type LabServer } from '#test/lab/support/lab-server.ts'
import { requireLab } from '#test/lab/support/requirements.ts'

const root = join(import.meta.dirname, '../..')
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const spec = {
  domain: 'example.test',
  hostname: 'mail.example.test',
  // The lab lets no DNS out: a server that asks its own BIND would find no mirror.
  dns: { provider: 'bind' as const, forwarders: [], useForServer: false },
  mailboxes: [
    { name: 'alice', password: 'correct horse battery' },
    { name: 'bob', password: 'staple stapler' },
  ],
  aliases: [{ name: 'info', to: ['alice'] }],
}

interface Row {
  readonly name: string
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
  readonly aim: number
}

/** Seconds that something takes. */
async function timed(
  work: () => Promise<{ code: number; stdout: string; stderr: string }>,
  expected: number,
): Promise<number> {
  const start = performance.now()
  const result = await work()
  const seconds = (performance.now() - start) / 1000
  if (result.code !== expected)
    throw new Error(`ended with ${result.code}: ${result.stderr || result.stdout.slice(-2000)}`)
  return seconds
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return (low + high) / 2
}

/** The files that a first run changes, as they are after it, packed for the script. */
async function packFiles(server: LabServer, paths: readonly string[]): Promise<string> {
  const result = await server.run(`tar -cz -C / -T - | base64`, {
    stdin: paths.map((path) => path.slice(1)).join('\n'),
  })
  if (result.code !== 0) throw new Error(result.stderr)
  return result.stdout
}

/** The median of a quiet moment would flatter neither side: first runs alternate, each on a server of its own. */
async function firstRuns(pairs: number): Promise<{ row: Row; server: LabServer }> {
  const mailwright = await mailwrightProgram()
  const script = await readFile(join(import.meta.dirname, 'by-hand.sh'), 'utf8')
  const ours: number[] = []
  const theirs: number[] = []
  let last: LabServer | null = null
  for (let pair = 1; pair <= pairs; pair++) {
    const server = await bootServer({ release: 'bookworm', name: 'bench-ours' })
    const planned = await mailwright.run(server, 'plan', { spec, words: ['--json'] })
    const changes = planView.parse(JSON.parse(planned.stdout)).changes
    const paths = changes.filter(({ kind }) => kind === 'file').map(({ id }) => id.slice(id.indexOf(':') + 1))
    ours.push(await timed(() => mailwright.run(server, 'apply', { spec, words: ['--yes'] }), 0))
    const packed = await packFiles(server, paths)
    const filled = script.replace('\n@FILES@\n', `\n${packed.trimEnd()}\n`)
    const other = await bootServer({ release: 'bookworm', name: 'bench-by-hand' })
    theirs.push(await timed(() => other.run('sh -s', { stdin: filled }), 0))
    await other.destroy()
    if (last) await last.destroy()
    last = server
    say(`first run ${pair}: ${ours.at(-1)?.toFixed(1)} s, by hand ${theirs.at(-1)?.toFixed(1)} s`)
  }
  await mailwright.remove()
  if (!last) throw new Error('at least one pair is needed')
  return {
    row: { name: 'first apply / one shell script over one ssh', ours, theirs, aim: 1.05 },
    server: last,
  }
}

async function unchangedPlans(server: LabServer, rounds: number): Promise<Row> {
  const mailwright = await mailwrightProgram()
  const ours: number[] = []
  const theirs: number[] = []
  // The first start fills Node's cache of compiled code.
  await mailwright.run(server, 'plan', { spec })
  for (let round = 0; round < rounds; round++) {
    theirs.push(await timed(() => server.run('true'), 0))
    ours.push(await timed(() => mailwright.run(server, 'plan', { spec }), 0))
  }
  await mailwright.remove()
  return { name: 'plan of an unchanged server / `ssh host true`', ours, theirs, aim: 2 }
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ name, ours, theirs, aim }) => {
    const [mine, other] = [median(ours), median(theirs)]
    // Of each pair, so that a slow minute of the machine weighs on both sides.
    const ratio = median(ours.map((time, index) => time / (theirs[index] ?? time)))
    const times = `${mine.toFixed(2)} s | ${other.toFixed(2)} s`
    return `| ${name} | ${times} | **${ratio.toFixed(2)}** | ≤ ${aim} | ${ours.length} |`
  })
  const head = '| what | Mailwright | the other | ratio | aim | pairs |\n|---|---|---|---|---|---|'
  return [head, ...lines].join('\n')
}

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '3' }, rounds: { type: 'string', default: '20' } },
})
const lab = await requireLab()
if (!lab.ok) {
  say(`the bench cannot run here, missing: ${lab.missing.join(', ')}`)
  process.exit(1)
}
await rm(join(root, 'dist/cli'), { recursive: true, force: true })
const first = await firstRuns(Number(values.pairs))
const again = await unchangedPlans(first.server, Number(values.rounds))
await first.server.destroy()
const result = table([first.row, again])
const gigabytes = Math.round(totalmem() / 2 ** 30)
await writeFile(
  join(root, 'docs/bench.md'),
  `# Ratios of time

Written by \`npm run bench\`: medians, both sides in turn on the same machine (${availableParallelism()} cores, ${gigabytes} GB), fresh
Debian 12 servers of the lab, packages in apt's cache. [by-hand.sh](../test/bench/by-hand.sh) is what the first apply is compared
with: the same packages and the same final files, without questions, backups or checks. A plan counts from the start of the
program to its end.

${result}
`,
)
say(`\n${result}`)
process.exit(0)
