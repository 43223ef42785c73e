import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBench, type FaultBench } from './faults/bench.ts'
import { allFaults, faultName } from './faults/fault-list.ts'
import { runFault } from './faults/fault-run.ts'

// A sample of the suite (`npm run faults` runs all of it): each kind of strike once, two of an undo, and three disturbances.
const sample = [
  'cut at date 10',
  'appKilled at mv 5',
  'powerLost at mv 8',
  'programKilled at systemctl 5',
  'powerLost at date 10 of undo',
  'undo with an immutable main.cf',
  '/var full while the present state is recorded',
  'somebody edits main.cf meanwhile',
  'another run holds the lock',
]

let bench: FaultBench

beforeAll(async () => {
  bench = await makeBench('bookworm', 'full', 'faults.lab.test')
})

afterAll(async () => {
  await bench.server.destroy()
})

test.each(sample)(
  '%s: the end is the wished state, mail flows, and undo gives back the state before',
  async (name) => {
    const fault = allFaults.find((candidate) => faultName(candidate) === name)
    if (fault === undefined) throw new Error(`no fault is called ${name}`)
    const { reached, problems } = await runFault(bench, fault)
    expect({ reached, problems }).toEqual({ reached: true, problems: [] })
  },
)
