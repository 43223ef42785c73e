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

const names: readonly StrikeName[] = ['cut', 'appKilled', 'powerLost', 'programKilled']

/** Every condition, and every strike at every moment. */
export const allFaults: readonly Fault[] = [
  ...conditions.map((condition): Fault => ({ kind: 'condition', condition })),
  ...moments.flatMap((moment) => names.map((strike): Fault => ({ kind: 'strike', strike, moment }))),
]

/** e.g. `powerLost at mv 3` */
export function faultName(fault: Fault): string {
  if (fault.kind === 'condition') return fault.condition.name
  return `${fault.strike} at ${fault.moment.command} ${fault.moment.n}`
}
