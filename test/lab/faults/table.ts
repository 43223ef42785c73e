import { en } from '#shared/locales/en.ts'
import { releases } from '../support/releases.ts'
import type { Condition, Expected } from './condition.ts'
import { allFaults, faultName } from './fault-list.ts'
import type { FaultRecord } from './fault-record.ts'
import type { Fault } from './fault-run.ts'
import type { StrikeName } from './strike.ts'

const meanings: Readonly<Record<StrikeName, string>> = {
  cut: 'the connection is cut',
  appKilled: 'the app is killed (`kill -9`)',
  powerLost: 'the server loses power and boots',
  programKilled: 'the program on the server is killed (`kill -9`)',
}

const systems: Readonly<Record<string, string>> = {
  bullseye: 'Debian 11',
  bookworm: 'Debian 12',
  trixie: 'Debian 13',
}

const introduction = `# Reliability

What happens when something goes wrong in the middle of an apply. Made by \`npm run faults\`: it boots real Debian servers, applies a
description (BIND, Postfix, Dovecot, two mailboxes, an alias), lets one thing go wrong, and looks at how it ends.

**How a fault is judged.** The apply is held at an exact point of the program on the server, for example before its third rename, and
struck there; or something is wrong with the server while it runs. Where the apply did not end well by itself, what was wrong is mended
and the same command is given once more, as a user would. Then all of this must hold:

1. A plan finds nothing left to do, and nothing of ours lies about.
2. A mail is sent to a mailbox and read back, through every port.
3. Undo gives back the server of before: every file below /etc with its content, owner, mode and time; packages, accounts, units and open
   ports.
4. No message is lost: neither mail that lay in a mailbox or waited in the queue before, nor mail that came between apply and undo.

**How to read the tables.** *New by itself*: the apply came to its end in spite of the fault. *Stopped, then new*: it stopped where the
server stayed in order (a step is done wholly or not at all) and named the reason; the same command once more brought it to its end.
*Neither*: something of the list above did not hold; each such case is named at the end.
`

/** The text of docs/reliability.md, from what the suite has recorded so far. */
export function reliabilityTable(records: readonly FaultRecord[]): string {
  const held = records.filter(({ reached }) => reached)
  const bad = held.filter(({ problems }) => problems.length > 0)
  return [
    introduction,
    '## In sum',
    '',
    ...table(
      ['System', 'Faults', 'New by itself', 'Stopped, then new', 'Neither'],
      [
        ...releases.map((release) => [systemOf(release), ...counts(held.filter(on(release)))]),
        ['**All**', ...counts(held)],
      ],
    ),
    '',
    '## Struck in the middle of an apply',
    '',
    'At many points of it: before renames, copies, links, calls of systemctl, notes in the journal, and while packages are installed.',
    '',
    ...strikeTable(held.filter((record) => !isOfUndo(record))),
    '',
    '## Struck in the middle of an undo',
    '',
    'Here *new* is the state of before, to which the undo was to lead.',
    '',
    ...strikeTable(held.filter(isOfUndo)),
    '',
    '## Wrong with the server, or with who applies',
    '',
    'The second column is what the app says where it stops; how to go on stands below it on the screen.',
    '',
    ...conditionTable(held, (fault) => !isUndone(fault)),
    '',
    '## Wrong with the server during an undo',
    '',
    ...conditionTable(held, isUndone),
    '',
    '## In neither state',
    '',
    ...(bad.length === 0
      ? ['None.']
      : bad.map(
          ({ release, fault, problems }) => `- ${systemOf(release)}, ${fault}: ${problems.join('; ')}`,
        )),
    '',
  ].join('\n')
}

const isOfUndo = ({ fault }: FaultRecord): boolean => fault.endsWith(' of undo')

function strikeTable(records: readonly FaultRecord[]): string[] {
  return table(
    ['What happens', 'System', 'Faults', 'New by itself', 'Stopped, then new', 'Neither'],
    Object.entries(meanings).flatMap(([strike, meaning]) =>
      releases.flatMap((release) => {
        const rows = records.filter((record) => record.strike === strike && on(release)(record))
        return rows.length === 0 ? [] : [[meaning, systemOf(release), ...counts(rows)]]
      }),
    ),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}

const systemOf = (release: string): string => systems[release] ?? release

const on = (release: string) => (record: FaultRecord) => record.release === release

function counts(records: readonly FaultRecord[]): string[] {
  const ended = (end: FaultRecord['end']) => String(records.filter((record) => record.end === end).length)
  return [String(records.length), ended('new'), ended('resumed'), ended('neither')]
}

const ends: Readonly<Record<FaultRecord['end'], string>> = {
  new: 'new',
  resumed: 'stopped, then new',
  neither: '**neither**',
}

const isUndone = (fault: Fault): boolean => fault.kind === 'condition' && fault.condition.during === 'undo'

function conditionTable(held: readonly FaultRecord[], isWanted: (fault: Fault) => boolean): string[] {
  const rows = allFaults.filter(isWanted).flatMap((fault) => conditionRow(held, fault))
  return table(['What is wrong', 'What the app says', ...releases.map(systemOf)], rows)
}

/** The row of a fault that was run and is no strike. */
function conditionRow(held: readonly FaultRecord[], fault: Fault): string[][] {
  if (fault.kind === 'strike') return []
  const rows = held.filter(({ fault: name, strike }) => strike === null && name === faultName(fault))
  if (rows.length === 0) return []
  const says = fault.kind === 'condition' ? wordsOf(fault.condition) : ''
  const cells = releases.map((release) => {
    const row = rows.find(on(release))
    return row === undefined ? '' : ends[row.end]
  })
  return [[faultName(fault), says, ...cells]]
}

function wordsOf({ code }: Condition): string {
  const codes: readonly Expected[] = code === null || typeof code === 'string' ? [code] : Object.values(code)
  const [first] = codes.filter((one) => one !== null)
  return first === undefined ? '' : en.failure[first].replaceAll(/\{\{\w+\}\}/g, '…').replaceAll('|', '\\|')
}
