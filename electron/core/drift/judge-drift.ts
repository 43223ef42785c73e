import { message } from '#shared/message.ts'
import type { Drift, DriftItem } from '#shared/model/drift.ts'
import type { KeptFile } from '#shared/model/kept-file.ts'
import type { Change, PlanView } from '#shared/model/plan.ts'
import type { DriftFindings } from './parse-drift.ts'

/**
 * What was found, with what a new plan from the wish would do about it. A text that is kept is no drift; what only a plan can
 * see, such as a port that was closed, is added.
 */
export function judgeDrift(
  { drift, others }: DriftFindings,
  plan: Pick<PlanView, 'changes' | 'satisfied'>,
  keep: readonly KeptFile[] = [],
): Drift {
  const texts = new Map(keep.map(({ path, content }) => [path, content]))
  // Following a changed file is no change of its own.
  const changes = new Map(plan.changes.flatMap((one) => (one.action === 'run' ? [] : [[one.id, one]])))
  const wished = new Set([...plan.changes, ...plan.satisfied].map(({ id }) => id))
  const items = drift.items
    .flatMap((item) => withoutKept(item, texts))
    .map((item): DriftItem => ({
      ...item,
      plan: verdictOn(item, changes.get(item.resource)),
      restorable: item.restorable && wished.has(item.resource) && !texts.has(item.name),
    }))
  const planned = [...changes.values()].filter(({ id }) => others.has(id)).map(plannedItem)
  return { ...drift, items: [...items, ...planned], kept: keep.map(({ path }) => path) }
}

function verdictOn(item: DriftItem, change: Change | undefined): DriftItem['plan'] {
  if (change === undefined) return 'leaves'
  if (!item.aspects.includes('changed')) return 'changes'
  if (change.rightsOnly === true) return 'rights'
  return leavesSome(item, change) ? 'part' : 'changes'
}

/** Whether a line that others wrote stays, or one that they took out stays away. A plan raises the serial of a zone itself. */
function leavesSome({ before, after, language }: DriftItem, change: Change): boolean {
  if (before === null || after === null || change.after === null || change.masked) return false
  const [left, present, planned] = [before, after, change.after].map(linesOf)
  if (left === undefined || present === undefined || planned === undefined) return false
  const stays = [...present].some((line) => !left.has(line) && planned.has(line))
  const staysAway = [...left].some((line) => !present.has(line) && !planned.has(line))
  return stays || (staysAway && language !== 'zone')
}

function linesOf(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').filter((line) => line.trim() !== ''))
}

/** What remains to tell of a file whose present text is kept: its rights, or nothing. */
function withoutKept(item: DriftItem, texts: ReadonlyMap<string, string>): DriftItem[] {
  const kept = texts.get(item.name)
  const position = item.aspects.indexOf('changed')
  if (kept === undefined || kept !== item.after || position < 0) return [item]
  const aspects = item.aspects.toSpliced(position, 1)
  const findings = item.findings.toSpliced(position, 1)
  if (aspects.length === 0) return []
  return [
    {
      ...item,
      aspects,
      findings,
      before: null,
      after: null,
      keepable: false,
      restorable: false,
      digest: null,
    },
  ]
}

function plannedItem(change: Change): DriftItem {
  return {
    id: change.id,
    resource: change.id,
    name: change.id,
    aspects: ['planned'],
    title: change.title,
    findings: [message('drift.foundPlanned')],
    // A plan tells from what is to what shall be; drift the other way round.
    before: change.after,
    after: change.before,
    language: change.language,
    masked: change.masked,
    at: null,
    who: [],
    plan: 'changes',
    keepable: false,
    restorable: false,
    digest: null,
  }
}
