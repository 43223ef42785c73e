import type { Message } from '#shared/message.ts'
import { groupIds, type Change, type GroupId, type PlanView } from '#shared/model/plan.ts'

export type ChangeKindFilter = 'all' | 'warnings' | 'irreversible'

export interface ChangeGroup {
  readonly group: GroupId
  readonly changes: readonly Change[]
}

/**
 * The changes that hold every word of the text (in title, reason, id, commands, content or warnings, whatever the case), in the order in which their
 * groups are applied; groups without any are left out.
 */
export function filteredGroups(
  changes: readonly Change[],
  text: string,
  kind: ChangeKindFilter,
  print: (message: Message) => string,
): ChangeGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const kept = changes.filter((change) => ofKind(change, kind) && words.every(wordIn(change, print)))
  return groupIds
    .map((group) => ({ group, changes: kept.filter((change) => change.group === group) }))
    .filter(({ changes: some }) => some.length > 0)
}

function ofKind(change: Change, kind: ChangeKindFilter): boolean {
  if (kind === 'warnings') return change.warnings.length > 0
  return kind === 'all' || !change.undo.reversible
}

function wordIn(change: Change, print: (message: Message) => string): (word: string) => boolean {
  const texts = [
    change.id,
    print(change.title),
    print(change.reason),
    ...change.commands,
    ...change.warnings.map(print),
    ...(change.masked ? [] : [change.before ?? '', change.after ?? '']),
  ]
  const all = texts.join('\n').toLowerCase()
  return (word) => all.includes(word)
}

export interface PlanCounts {
  readonly changes: number
  readonly satisfied: number
  readonly warnings: number
  readonly irreversible: number
}

/** The numbers of a plan's summary; warnings are those of changes and the notices that do not block. */
export function countPlan(plan: PlanView): PlanCounts {
  return {
    changes: plan.changes.length,
    satisfied: plan.satisfied.length,
    warnings:
      plan.changes.reduce((sum, change) => sum + change.warnings.length, 0) +
      plan.notices.filter((notice) => !notice.blocking).length,
    irreversible: plan.changes.filter((change) => !change.undo.reversible).length,
  }
}
