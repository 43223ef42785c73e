import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { planView, type PlanView } from '#shared/model/plan.ts'
import type { ServerSpecInput } from '#shared/model/server-spec.ts'
import { type MailwrightProgram, mailwrightProgram } from '#test/lab/mailwright-program.ts'
import { bootServer, type LabServer } from '#test/lab/support/lab-server.ts'
import { benchApp } from './app.ts'
import { benchSpec, type Accounts } from './bench-spec.ts'
import { aliasScript, checkScript, firstRunScript } from './by-hand.ts'
import { timed, type Row } from './measure.ts'

/** How much is measured, and who is told of it meanwhile. */
export interface Extent {
  readonly rounds: number
  readonly say: (text: string) => void
}

/** Rows of the table, and lines on memory. */
export interface Measured {
  readonly rows: readonly Row[]
  readonly memory: readonly string[]
}

interface Bench extends Extent {
  readonly mailwright: MailwrightProgram
  readonly accounts: Accounts
}

/** All that is measured with two mailboxes. */
export async function benchAccounts(
  accounts: Accounts,
  extent: Extent & { readonly pairs: number },
): Promise<Measured> {
  const mailwright = await mailwrightProgram()
  const bench: Bench = { mailwright, accounts, ...extent }
  const { row, server, other } = await firstRuns(bench, extent.pairs)
  const rows = [row, ...(await unchanged(bench, server)), await oneAliasMore(bench, server, other)]
  const app = await inTheApp(bench, server)
  const peak = await peakOfTerminal(bench, server)
  await server.destroy()
  await other.destroy()
  await mailwright.remove()
  return { rows: [...rows, app.row], memory: [`${accounts}: the terminal at a plan ${peak}, ${app.memory}`] }
}

/** Plans of an unchanged server with so many virtual mailboxes. */
export async function benchMailboxes(counts: readonly number[], extent: Extent): Promise<readonly Row[]> {
  if (counts.length === 0) return []
  const mailwright = await mailwrightProgram()
  const bench: Bench = { mailwright, accounts: 'virtual', ...extent }
  const server = await bootServer({ release: 'bookworm', name: 'bench-mailboxes' })
  const rows: Row[] = []
  for (const count of counts) {
    const spec = benchSpec('virtual', count)
    const setUp = await timed(() => mailwright.run(server, 'apply', { spec, words: ['--yes'] }), 0)
    extent.say(`${count} mailboxes set up in ${setUp.toFixed(1)} s`)
    const [row] = await unchanged(bench, server, spec)
    if (row) rows.push({ ...row, name: `${row.name}, ${count} mailboxes` })
  }
  await server.destroy()
  await mailwright.remove()
  return rows
}

async function planned({ mailwright }: Bench, server: LabServer, spec: ServerSpecInput): Promise<PlanView> {
  const { stdout, stderr } = await mailwright.run(server, 'plan', { spec, words: ['--json'] })
  if (stdout === '') throw new Error(stderr)
  return planView.parse(JSON.parse(stdout))
}

const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id)

/** First runs alternate, each on a server of its own: the median of a quiet moment would flatter one side. */
async function firstRuns(
  bench: Bench,
  pairs: number,
): Promise<{ row: Row; server: LabServer; other: LabServer }> {
  const spec = benchSpec(bench.accounts)
  const ours: number[] = []
  const theirs: number[] = []
  let last: { server: LabServer; other: LabServer } | null = null
  for (let pair = 1; pair <= pairs; pair++) {
    const server = await bootServer({ release: 'bookworm', name: 'bench-ours' })
    const changed = idsOf((await planned(bench, server, spec)).changes)
    ours.push(await timed(() => bench.mailwright.run(server, 'apply', { spec, words: ['--yes'] }), 0))
    const script = await firstRunScript(server, spec, changed)
    const other = await bootServer({ release: 'bookworm', name: 'bench-by-hand' })
    theirs.push(await timed(() => other.run('sh -s', { stdin: script }), 0))
    await last?.server.destroy()
    await last?.other.destroy()
    last = { server, other }
    bench.say(`first run ${pair}: ${ours.at(-1)?.toFixed(1)} s, by hand ${theirs.at(-1)?.toFixed(1)} s`)
  }
  if (!last) throw new Error('at least one pair is needed')
  const name = `first apply, ${bench.accounts} accounts / one shell script over one ssh`
  return { row: { name, ours, theirs, aim: 1.05 }, ...last }
}

/** A plan against a script that looks at the same, and against nothing at all. */
async function unchanged(
  { mailwright, ...bench }: Bench,
  server: LabServer,
  spec: ServerSpecInput = benchSpec(bench.accounts),
): Promise<readonly Row[]> {
  // The first run also writes down its compiled code.
  const { satisfied } = await planned({ mailwright, ...bench }, server, spec)
  const script = await checkScript(server, spec, idsOf(satisfied))
  const [ours, checks, nothings]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < bench.rounds; round++) {
    nothings.push(await timed(() => server.run('true'), 0))
    checks.push(await timed(() => server.run('sh -s', { stdin: script }), 0))
    ours.push(await timed(() => mailwright.run(server, 'plan', { spec }), 0))
  }
  const name = `plan of an unchanged server, ${bench.accounts} accounts`
  bench.say(`${name}: measured`)
  return [
    { name: `${name} / one shell script over one ssh`, ours, theirs: checks, aim: 1 },
    { name: `${name} / \`ssh host true\``, ours, theirs: nothings, aim: 2 },
  ]
}

async function oneAliasMore(bench: Bench, server: LabServer, other: LabServer): Promise<Row> {
  const ours: number[] = []
  const theirs: number[] = []
  const aliases = ['info']
  for (let round = 0; round < Math.ceil(bench.rounds / 4); round++) {
    aliases.push(`alias${round}`)
    const spec = benchSpec(bench.accounts, 2, aliases)
    const script = await aliasScript(bench.accounts, `alias${round}`)
    theirs.push(await timed(() => other.run('sh -s', { stdin: script }), 0))
    ours.push(await timed(() => bench.mailwright.run(server, 'apply', { spec, words: ['--yes'] }), 0))
  }
  bench.say('one alias more: measured')
  return {
    name: `one alias more, ${bench.accounts} accounts / one shell script over one ssh`,
    ours,
    theirs,
    aim: 1.2,
  }
}

/** The spec that `oneAliasMore` left on the server would differ from the first one: the app plans what is there. */
async function inTheApp(bench: Bench, server: LabServer): Promise<{ row: Row; memory: string }> {
  const aliases = Array.from({ length: Math.ceil(bench.rounds / 4) }, (_, round) => `alias${round}`)
  const spec = benchSpec(bench.accounts, 2, ['info', ...aliases])
  const app = await benchApp(server)
  const ours: number[] = []
  await app.plan(spec)
  for (let round = 0; round < bench.rounds; round++) {
    const start = performance.now()
    const changes = await app.plan(spec)
    ours.push((performance.now() - start) / 1000)
    if (changes > 0) throw new Error(`${changes} changes on a server that is as wished`)
  }
  const { now, most } = await app.memory()
  await app.close()
  const name = `plan in the app, connection open, ${bench.accounts} accounts`
  bench.say(`${name}: measured`)
  return {
    row: { name, ours, theirs: [], aim: 0.15 },
    memory: `the app's core after ${bench.rounds} plans ${megabytes(now)}, at most ${megabytes(most)}`,
  }
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`

async function peakOfTerminal(bench: Bench, server: LabServer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mailwright-bench-memory-'))
  const file = join(folder, 'peak')
  process.env['BENCH_MEMORY'] = file
  process.env['NODE_OPTIONS'] = `--require=${join(import.meta.dirname, 'peak-memory.cjs')}`
  try {
    await planned(bench, server, benchSpec(bench.accounts))
    return megabytes(1024 * Number(await readFile(file, 'utf8')))
  } finally {
    delete process.env['BENCH_MEMORY']
    delete process.env['NODE_OPTIONS']
    await rm(folder, { recursive: true, force: true })
  }
}
