import { conditions } from './condition.ts'
import type { Fault } from './fault-run.ts'
import type { Moment } from './freeze.ts'
import type { StrikeName } from './strike.ts'

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

const names: readonly StrikeName[] = ['cut', 'appKilled', 'powerLost', 'programKilled']

/** Every condition, and every strike at every moment. */
export const allFaults: readonly Fault[] = [
  ...conditions.map((condition): Fault => ({ kind: 'condition', condition })),
  ...installing.flatMap((moment) =>
    names.map((strike): Fault => ({ kind: 'strike', server: 'bare', strike, moment })),
  ),
  ...moments.flatMap((moment) => names.map((strike): Fault => ({ kind: 'strike', strike, moment }))),
]

/** e.g. `powerLost at mv 3` */
export function faultName(fault: Fault): string {
  if (fault.kind === 'condition') return fault.condition.name
  const { command, n, later } = fault.moment
  return `${fault.strike} at ${command} ${n}${later === undefined ? '' : ` and ${later / 1000} s`}`
}

/** Whether a fault wants a server without mail programs. */
export function wantsBareServer(fault: Fault): boolean {
  return (fault.kind === 'strike' ? fault.server : fault.condition.server) === 'bare'
}
