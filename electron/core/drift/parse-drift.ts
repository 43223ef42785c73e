import { readArchive } from '#core/facts/files.ts'
import { cutSections, type Sections } from '#core/facts/sections.ts'
import { printable } from '#core/ssh/printable.ts'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { Drift, DriftItem } from '#shared/model/drift.ts'
import { runState } from '#shared/model/run.ts'
import { compareLeft, type LeftState, type PresentState } from './compare-left.ts'
import { readHistory, readJournal, readSessions } from './deeds.ts'
import { readStates, readThings } from './left-state.ts'

/** What a look found, before a plan says what of it would be put back. */
export interface DriftFindings {
  readonly drift: Drift
  /** Ids of resources that were left as wished and whose state only a plan knows. */
  readonly others: ReadonlySet<string>
}

const runsPath = '/var/lib/mailwright/runs'

/** Reads the output of the drift program; rejects with factsUnreadable whatever else it is given. */
export async function parseDrift(output: Buffer, host: string): Promise<DriftFindings> {
  try {
    const sections = cutSections(output)
    const [readAt = ''] = sections.lines('now')
    if (Number.isNaN(Date.parse(readAt))) throw new RangeError('no time')
    const files = await readArchive(sections.archive)
    const textOf = (path: string) => files.get(path)?.text ?? null
    const runs = sections.named('run').flatMap(([head, text]) => readRun(head, text))
    const older = sections.named('older').flatMap(([head, text]) => readRun(head, text))
    const left = statesLeft(sections, [...runs, ...older], textOf)
    const present = readPresent(sections, textOf)
    const items = left.flatMap((state): DriftItem[] => {
      const item = compareLeft(state, present)
      return item === null ? [] : [item]
    })
    return {
      drift: {
        readAt: new Date(readAt).toISOString(),
        lastRun: lastRunOf(sections, runs),
        unfinishedRun: runs.find(({ finished }) => !finished)?.id ?? null,
        items: items.sort(byTime),
        kept: [],
      },
      others: new Set(left.flatMap(({ thing }) => (thing.kind === 'other' ? [thing.resource] : []))),
    }
  } catch (cause) {
    const evidence = printable(output.subarray(0, 4000).toString('utf8'))
    throw fail(
      'factsUnreadable',
      { host, detail: message('facts.outputForeign', { section: 'drift' }) },
      { evidence, cause },
    )
  }
}

interface Run {
  readonly id: string
  readonly domain: string
  readonly operator: string
  readonly finished: boolean
  /** Seconds since the epoch. */
  readonly endedAt: number
}

/** `ID alive|not mtime`, then the lines of its meta. */
function readRun(head: string, text: string): Run[] {
  const [, id, , time] = /^([A-Za-z0-9-]{1,64}) (yes|no) (\d{1,12})$/.exec(head) ?? []
  if (id === undefined) return []
  const meta = new Map(
    text.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  const state = runState.safeParse(meta.get('state')).data ?? 'interrupted'
  return [
    {
      id,
      domain: meta.get('domain') ?? '',
      operator: meta.get('operator') ?? '',
      finished: state !== 'running' && state !== 'interrupted',
      endedAt: Number(time),
    },
  ]
}

function lastRunOf(sections: Sections, runs: readonly Run[]): Drift['lastRun'] {
  const run = runs.find(({ id }) => sections.has(`things ${id}`))
  if (run === undefined) return null
  const { id, domain, operator, endedAt } = run
  return { id, domain, operator, endedAt: new Date(endedAt * 1000).toISOString() }
}

/** Each thing as the newest run left it that decided about it, or else the oldest that knows it. */
function statesLeft(
  sections: Sections,
  runs: readonly Run[],
  textOf: (path: string) => string | null,
): readonly LeftState[] {
  const left = new Map<string, LeftState>()
  for (const { id, endedAt } of runs) {
    const states = readStates(sections.text(`state ${id}`))
    for (const listed of readThings(sections.text(`things ${id}`))) {
      const key = `${listed.kind}:${listed.name}`
      const newer = left.get(key)
      if (newer?.thing.decided === true) continue
      const rights = newer?.rights ?? (listed.rightsSet ? (states.paths.get(listed.name) ?? null) : null)
      const text = textOf(`${runsPath}/${id}/after/left/texts${listed.name}`)
      // The newest knows by which id a plan calls it now.
      const thing = { ...(newer?.thing ?? listed), decided: listed.decided }
      left.set(key, { thing, states, rights, recordedAt: endedAt, text })
    }
  }
  return [...left.values()]
}

function readPresent(sections: Sections, textOf: (path: string) => string | null): PresentState {
  const deeds = [
    ...readJournal(sections.lines('deeds')),
    ...readSessions(sections.lines('sessions')),
    ...readHistory(sections.text('apt'), sections.lines('apt-times')),
  ]
  return {
    states: readStates(sections.text('present')),
    directoryTimes: new Map(
      sections.lines('parents').map((line): [string, number] => {
        const at = line.indexOf('\t')
        return [line.slice(at + 1), Number(line.slice(0, at))]
      }),
    ),
    deeds: deeds.sort((one, other) => one.at - other.at),
    textOf,
  }
}

/** The newest first; what has no time comes last. */
function byTime(one: DriftItem, other: DriftItem): number {
  return (other.at ?? '').localeCompare(one.at ?? '') || one.id.localeCompare(other.id)
}
