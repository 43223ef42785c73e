import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Outcome } from './fault-run.ts'
import type { StrikeName } from './strike.ts'

/** What the suite keeps of one fault. */
export interface FaultRecord extends Outcome {
  readonly release: string
  readonly fault: string
  /** Null for a condition, which is named by `fault` alone. */
  readonly strike: StrikeName | null
}

/** All records of a file, the newest of each fault and release; one JSON object a line. */
export function readRecords(file: string): FaultRecord[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  const records = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as FaultRecord)
  return [...new Map(records.map((record) => [`${record.release} ${record.fault}`, record])).values()]
}

/** Adds a record in one write, so that several runs of the suite can share the file. */
export function addRecord(file: string, record: FaultRecord): void {
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, `${JSON.stringify(record)}\n`)
}
