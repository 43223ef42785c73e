/**
 * The fault suite: `npm run faults [-- bookworm bullseye trixie]`. It goes on where it was stopped; its table is
 * docs/reliability.md, written as it goes. `-- --sample N` runs N faults spread over the list.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bootServer } from '../support/lab-server.ts'
import { releases, type Release } from '../support/releases.ts'
import { makeBench, runFault, type FaultBench } from './fault-run.ts'
import { allFaults, faultName, wantsBareServer } from './fault-list.ts'
import { reliabilityTable, type FaultRecord } from './table.ts'

const root = join(import.meta.dirname, '../../..')
const recordFile = join(root, '.cache/faults.json')
const tableFile = join(root, 'docs/reliability.md')

function readRecords(): FaultRecord[] {
  return existsSync(recordFile) ? (JSON.parse(readFileSync(recordFile, 'utf8')) as FaultRecord[]) : []
}

async function runRelease(release: Release, records: FaultRecord[], limit: number): Promise<void> {
  const done = new Set(records.map((record) => `${record.release} ${record.fault}`))
  const open = allFaults.filter((fault) => !done.has(`${release} ${faultName(fault)}`))
  const every = Math.max(1, Math.floor(open.length / limit))
  const chosen = open.filter((_, index) => index % every === 0).slice(0, limit)
  const benches = new Map<boolean, FaultBench>()
  for (const fault of chosen) {
    const isBare = wantsBareServer(fault)
    const bench =
      benches.get(isBare) ??
      (await makeBench(await bootServer({ release, name: `fault.${release}.lab.test` }), isBare))
    benches.set(isBare, bench)
    const outcome = await runFault(bench, fault)
    records.push({
      release,
      fault: faultName(fault),
      strike: fault.kind === 'strike' ? fault.strike : null,
      ...outcome,
    })
    mkdirSync(dirname(recordFile), { recursive: true })
    writeFileSync(recordFile, JSON.stringify(records, null, 1))
    writeFileSync(tableFile, reliabilityTable(records))
    process.stdout.write(
      `${release} ${faultName(fault)}: ${outcome.end} ${outcome.seconds.toFixed(0)} s ${outcome.problems.join(' | ')}\n`,
    )
    // A server that is in neither state would spoil what comes after it.
    if (outcome.problems.length > 0) {
      await bench.server.destroy()
      benches.delete(isBare)
    }
  }
  for (const { server } of benches.values()) await server.destroy()
}

const words = process.argv.slice(2)
const sample = words.indexOf('--sample')
const limit = sample === -1 ? Number.POSITIVE_INFINITY : Number(words[sample + 1])
const named = releases.filter((release) => words.includes(release))
const records = readRecords()
for (const release of named.length > 0 ? named : releases) await runRelease(release, records, limit)
process.exitCode = records.some(({ problems }) => problems.length > 0) ? 1 : 0
