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
  plan: Pick<PlanView, 'changes'>,
  keep: readonly KeptFile[] = [],
): Drift {
  const texts = new Map(keep.map(({ path, content }) => [path, content]))
  // Following a changed file is no change of its own.
  const changes = new Map(plan.changes.flatMap((one) => (one.action === 'run' ? [] : [[one.id, one]])))
  const items = drift.items
    .flatMap((item) => withoutKept(item, texts))
    .map((item): DriftItem => ({ ...item, plan: changes.has(item.resource) ? 'changes' : 'leaves' }))
  const planned = [...changes.values()].filter(({ id }) => others.has(id)).map(plannedItem)
  return { ...drift, items: [...items, ...planned], kept: keep.map(({ path }) => path) }
}

/** What remains to tell of a file whose present text is kept: its rights, or nothing. */
function withoutKept(item: DriftItem, texts: ReadonlyMap<string, string>): DriftItem[] {
  const kept = texts.get(item.name)
  const position = item.aspects.indexOf('changed')
  if (kept === undefined || kept !== item.after || position < 0) return [item]
  const aspects = item.aspects.toSpliced(position, 1)
  const findings = item.findings.toSpliced(position, 1)
  if (aspects.length === 0) return []
  return [{ ...item, aspects, findings, before: null, after: null, keepable: false, digest: null }]
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
    digest: null,
  }
}
