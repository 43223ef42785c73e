import type { FaultRecord } from './fault-record.ts'
import type { Outcome } from './fault-run.ts'
import type { StrikeName } from './strike.ts'

const meanings: Readonly<Record<StrikeName, string>> = {
  cut: 'the connection is cut',
  appKilled: 'the app is killed (`kill -9`)',
  powerLost: 'the server loses power and boots',
  programKilled: 'the program on the server is killed (`kill -9`)',
}

/** The table of docs/reliability.md, from what the suite has recorded so far. */
export function reliabilityTable(records: readonly FaultRecord[]): string {
  const held = records.filter(({ reached }) => reached)
  const isOfUndo = ({ fault }: FaultRecord) => fault.endsWith(' of undo')
  const conditions = [...new Set(held.filter(({ strike }) => strike === null).map(({ fault }) => fault))].map(
    (name) => {
      const rows = held.filter(({ fault, strike }) => strike === null && fault === name)
      const ends = rows.map(({ release, end }) => `${release}: ${end === 'resumed' ? 'old, then new' : end}`)
      return `| ${name} | ${ends.join('; ')} |`
    },
  )
  const bad = held.filter(({ problems }) => problems.length > 0)
  return [
    '# Reliability',
    '',
    'Made by `npm run faults` on real servers. Each fault strikes an apply that is held at an exact call of the program on the',
    'server. Afterwards the same command is given again where it did not end well by itself; then the plan must be empty, a mail',
    'must be sent and read back, and undo must give back every file of /etc, the packages, accounts, services and ports.',
    '',
    '| while a plan is applied | system | faults | new state by itself | resumed to the new state | neither |',
    '| --- | --- | --- | --- | --- | --- |',
    ...strikeLines(held.filter((record) => !isOfUndo(record))),
    '',
    '| while a run is undone | system | faults | old state by itself | resumed to the old state | neither |',
    '| --- | --- | --- | --- | --- | --- |',
    ...strikeLines(held.filter(isOfUndo)),
    '',
    '| wrong with the server | end |',
    '| --- | --- |',
    ...conditions,
    '',
    `Faults: ${held.length}. In neither state: ${bad.length}. Moments that a run never came to: ${records.length - held.length}.`,
    ...bad.flatMap(({ release, fault, problems }) => ['', `- ${release}, ${fault}: ${problems.join('; ')}`]),
    '',
  ].join('\n')
}

function strikeLines(records: readonly FaultRecord[]): string[] {
  return Object.entries(meanings).flatMap(([strike, meaning]) =>
    ['bullseye', 'bookworm', 'trixie'].flatMap((release) => {
      const rows = records.filter((record) => record.strike === strike && record.release === release)
      if (rows.length === 0) return []
      const count = (end: Outcome['end']) => String(rows.filter((row) => row.end === end).length)
      return [
        `| ${meaning} | ${release} | ${rows.length} | ${count('new')} | ${count('resumed')} | ${count('neither')} |`,
      ]
    }),
  )
}
