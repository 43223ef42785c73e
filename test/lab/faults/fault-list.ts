import { releases, type Release } from '../support/releases.ts'
import type { BenchKind } from './bench.ts'
import { conditions } from './condition.ts'
import type { Fault } from './fault-run.ts'
import type { Moment } from './freeze.ts'
import { machineConditions } from './machine-condition.ts'
import { operatorConditions } from './operator-condition.ts'
import { packageConditions } from './package-condition.ts'
import { rivalries } from './rivalry.ts'
import type { StrikeName } from './strike.ts'
import { undoConditions } from './undo-condition.ts'

/** Calls in a run on a server that has the packages already: each event asks for the time, each swap is a rename. */
const moments: readonly Moment[] = [
  ...Array.from({ length: 20 }, (_, index): Moment => ({ command: 'date', n: index + 1 })),
  ...Array.from({ length: 16 }, (_, index): Moment => ({ command: 'mv', n: index + 1 })),
  ...Array.from({ length: 6 }, (_, index): Moment => ({ command: 'ln', n: index + 1 })),
  ...Array.from({ length: 6 }, (_, index): Moment => ({ command: 'systemctl', n: 2 * index + 1 })),
  ...Array.from({ length: 6 }, (_, index): Moment => ({ command: 'cp', n: 2 * index + 1 })),
]

/** While packages are unpacked and configured, seconds apart. */
const installing: readonly Moment[] = [0, 2, 4, 6, 9, 12, 16, 20].map((second) => ({
  command: 'apt-get',
  n: 1,
  later: second * 1000,
}))

/** Calls in the undo of such a run. */
const undoing: readonly Moment[] = [
  ...[2, 4, 6, 8, 10, 12, 14, 16].map((n): Moment => ({ command: 'date', n })),
  ...[1, 2].map((n): Moment => ({ command: 'mv', n })),
  ...[1, 3, 5, 7, 9].map((n): Moment => ({ command: 'systemctl', n })),
  // Where mail is set aside, and where it is written down that all is undone.
  ...[3, 4, 5, 6].map((n): Moment => ({ command: 'mv', n })),
]

/** While an undo removes packages, seconds apart. */
const removing: readonly Moment[] = [0, 1, 2, 3, 5].map((second) => ({
  command: 'apt-get',
  n: 2,
  later: second * 1000,
}))

const names: readonly StrikeName[] = ['cut', 'appKilled', 'powerLost', 'programKilled']

const strikes: readonly Fault[] = names.flatMap((_, round) => [
  ...installing.map((moment, index) => strikeOf('apply', moment, index + round, 'bare')),
  ...moments.map((moment, index) => strikeOf('apply', moment, index + round)),
  ...removing.map((moment, index) => strikeOf('undo', moment, index + round, 'bare')),
  ...undoing.map((moment, index) => strikeOf('undo', moment, index + round)),
])

function strikeOf(
  during: 'apply' | 'undo',
  moment: Moment,
  turn: number,
  bench: 'full' | 'bare' = 'full',
): Fault {
  return { kind: 'strike', during, strike: names[turn % names.length] ?? 'cut', moment, bench }
}

/** Every condition and rivalry, and every strike at every moment: in each quarter of the strikes every moment comes once. */
export const allFaults: readonly Fault[] = [
  ...[
    ...conditions,
    ...packageConditions,
    ...operatorConditions,
    ...machineConditions,
    ...undoConditions,
  ].map((condition): Fault => ({ kind: 'condition', condition })),
  ...rivalries.map((rivalry): Fault => ({ kind: 'rivalry', rivalry })),
  ...strikes,
]

/** All conditions and `count` strikes, which begin elsewhere on each release, so that together they spread widely. */
export function sampleOf(release: Release, count: number): readonly Fault[] {
  const begin = releases.indexOf(release) * (strikes.length / names.length)
  const turned = [...strikes.slice(begin), ...strikes.slice(0, begin)]
  return [...allFaults.filter(({ kind }) => kind !== 'strike'), ...turned.slice(0, count)]
}

/** e.g. `powerLost at mv 3`, `cut at date 4 of undo` */
export function faultName(fault: Fault): string {
  if (fault.kind === 'condition') return fault.condition.name
  if (fault.kind === 'rivalry') return fault.rivalry.name
  const { command, n, later } = fault.moment
  const seconds = later === undefined ? '' : ` and ${later / 1000} s`
  return `${fault.strike} at ${command} ${n}${seconds}${fault.during === 'undo' ? ' of undo' : ''}`
}

/** The server that a fault wants. */
export function benchOf(fault: Fault): BenchKind {
  if (fault.kind === 'condition') return fault.condition.bench ?? 'full'
  return fault.kind === 'strike' ? fault.bench : 'full'
}
