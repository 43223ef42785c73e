/**
 * The fault suite: `npm run faults [-- bookworm bullseye trixie]`. It goes on where it was stopped; its table is
 * docs/reliability.md, written as it goes. `-- --sample N` runs every condition and N strikes spread over the moments;
 * `-- --only PATTERN` what has such a name, also when it was run before. Several may run at once.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { releases, type Release } from '../support/releases.ts'
import { makeBench, type BenchKind, type FaultBench } from './bench.ts'
import { allFaults, benchOf, faultName, sampleOf } from './fault-list.ts'
import { addRecord, readRecords } from './fault-record.ts'
import { runFault, type Fault } from './fault-run.ts'
import { reliabilityTable } from './table.ts'

const root = join(import.meta.dirname, '../../..')
const recordFile = join(root, '.cache/faults.jsonl')
const tableFile = join(root, 'docs/reliability.md')

function isDone(release: Release, fault: Fault): boolean {
  return readRecords(recordFile).some(
    (record) => record.release === release && record.fault === faultName(fault),
  )
}

async function runRelease(release: Release, faults: readonly Fault[]): Promise<void> {
  const benches = new Map<BenchKind, FaultBench>()
  for (const fault of faults) {
    if (only === null && isDone(release, fault)) continue
    const kind = benchOf(fault)
    const bench = benches.get(kind) ?? (await makeBench(release, kind, `fault.${release}.lab.test`))
    benches.set(kind, bench)
    // A server that is in neither state would spoil what comes after it.
    if (!(await runAndRecord(bench, fault))) {
      await bench.server.destroy()
      benches.delete(kind)
    }
  }
  for (const { server } of benches.values()) await server.destroy()
}

/** False when the server is not as it was before; a fault that could not be made is told, and tried again next time. */
async function runAndRecord(bench: FaultBench, fault: Fault): Promise<boolean> {
  const { release } = bench.server
  const name = faultName(fault)
  const outcome = await runFault(bench, fault).catch((error: unknown) => {
    process.stdout.write(`${release} ${name}: not made: ${String(error)}\n`)
    return null
  })
  if (outcome === null) return false
  addRecord(recordFile, {
    release,
    fault: name,
    strike: fault.kind === 'strike' ? fault.strike : null,
    ...outcome,
  })
  writeFileSync(tableFile, reliabilityTable(readRecords(recordFile)))
  process.stdout.write(
    `${release} ${name}: ${outcome.end} ${outcome.seconds.toFixed(0)} s ${outcome.problems.join(' | ')}\n`,
  )
  return outcome.problems.length === 0
}

// A word that is not understood must not start hours of work.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, sample: { type: 'string' } },
})
const { only = null, sample = null } = values
const named = positionals.map((word) => {
  const release = releases.find((name) => name === word)
  if (release === undefined) throw new Error(`${word} is none of: ${releases.join(', ')}`)
  return release
})
for (const release of named.length > 0 ? named : releases) {
  const faults = sample === null ? allFaults : sampleOf(release, Number(sample))
  await runRelease(
    release,
    faults.filter((fault) => only === null || new RegExp(only, 'u').test(faultName(fault))),
  )
}
process.exitCode = readRecords(recordFile).some(({ problems }) => problems.length > 0) ? 1 : 0
