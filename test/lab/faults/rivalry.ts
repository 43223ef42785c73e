import { readServerState } from '../server-state.ts'
import type { LabServer } from '../support/lab-server.ts'
import { freezeAt, thaw, whenFrozen } from './freeze.ts'
import { toldFailure, type FirstTry } from './first-try.ts'
import { difference } from './state-difference.ts'
import { strikes } from './strike.ts'
import type { Terminal } from './terminal.ts'

/** Two operators, each with an app of their own, on one server. */
export interface Rivalry {
  readonly name: string
  readonly compete: (server: LabServer, one: Terminal, other: Terminal) => Promise<FirstTry>
}

/** What the second of two may be told, who plans while the first is at work or when its work has begun to show. */
const refusals: readonly (string | null)[] = ['lockHeld', 'planStale', 'runUnfinished', 'runAtWork']

export const rivalries: readonly Rivalry[] = [
  {
    name: 'two apps apply at the same moment',
    compete: async (_server, one, other) => {
      const both = [one.start('apply', '--yes', '--json'), other.start('apply', '--yes', '--json')]
      const codes = await Promise.all(both.map(({ ended }) => ended))
      const told = both.map(({ output }) => toldFailure(output()))
      const isRight = codes.some((code, index) => code === 0 || told[index] === 'planStale')
      const strange = told.filter((code) => code !== null && !refusals.includes(code))
      const problems = isRight && strange.length === 0 ? [] : [`the two were told ${told.join(' and ')}`]
      return { reached: true, code: Math.max(...codes), problems }
    },
  },
  {
    name: 'a second app applies while the first is at work',
    compete: async (server, one, other) => {
      freezeAt(server, { command: 'mv', n: 3 })
      const first = one.start('apply', '--yes', '--json')
      const reached = await whenFrozen(server, first.isOver)
      const second = other.start('apply', '--yes', '--json')
      setTimeout(() => thaw(server), 5000)
      const codes = await Promise.all([first.ended, second.ended])
      const told = toldFailure(second.output())
      const problems =
        codes[0] === 0 && (codes[1] === 0 || refusals.includes(told)) ? [] : [`${codes.join(', ')}: ${told}`]
      return { reached, code: Math.max(...codes), problems }
    },
  },
  {
    name: 'an undo is begun while the run is at work',
    compete: async (server, one, other) => {
      freezeAt(server, { command: 'mv', n: 3 })
      const first = one.start('apply', '--yes', '--json')
      const reached = await whenFrozen(server, first.isOver)
      const second = await other.run('undo', '--yes', '--json')
      thaw(server)
      const code = await first.ended
      const told = toldFailure(second.stdout)
      const problems = code === 0 && told === 'runAtWork' ? [] : [`${code}; the undo was told ${told}`]
      return { reached, code, problems }
    },
  },
  {
    name: 'a run killed while it records the present state, and undone',
    compete: async (server, one) => {
      freezeAt(server, { command: 'cp', n: 1 })
      const run = one.start('apply', '--yes', '--json')
      const reached = await whenFrozen(server, run.isOver)
      await strikes.programKilled(server, run)
      await run.ended
      const before = await readServerState(server)
      const undo = await one.run('undo', '--yes', '--json')
      const told = toldFailure(undo.stdout)
      const moved = difference(before, await readServerState(server))
      const problems = told === 'noRunToUndo' ? moved : [`undo was told ${told}`, ...moved]
      return { reached, code: 1, problems }
    },
  },
]
