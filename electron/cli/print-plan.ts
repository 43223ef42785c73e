import { message } from '#shared/message.ts'
import { groupIds, otherRun, type Change, type PlanView } from '#shared/model/plan.ts'
import { groupTitles } from './group-titles.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'
import type { DiffLine } from './text-diff.ts'

const signs: Readonly<Record<Change['action'], string>> = { create: '+', update: '~', remove: '-', run: '»' }

/**
 * Shows a plan: warnings first, then each change with its reason, difference, commands and undo. `isPart` where `--only` has
 * limited it.
 */
export async function printPlan(terminal: Terminal, plan: PlanView, isPart: boolean): Promise<void> {
  const { diffLines } = await import('./text-diff.ts')
  printSummary(terminal, plan, isPart)
  for (const group of groupIds) {
    const changes = plan.changes.filter((change) => change.group === group)
    if (changes.length === 0) continue
    terminal.write(`\n${terminal.paint.heading(`━━ ${terminal.say(groupTitles[group])}`)}\n`)
    for (const change of changes) printChange(terminal, change, diffLines(change.before, change.after))
  }
}

/** The same on one line a change, for a plan that was seen or is applied at once. */
export function printPlanBriefly(terminal: Terminal, plan: PlanView, isPart: boolean): void {
  printSummary(terminal, plan, isPart)
  for (const change of plan.changes) terminal.write(`${titleLine(terminal, change)}\n`)
}

function printSummary(terminal: Terminal, plan: PlanView, isPart: boolean): void {
  const { paint, say, write } = terminal
  const { hostname, address, system } = plan.target
  write(`${paint.heading(plain(hostname))} ${paint.quiet(plain(`${address} · ${system}`))}\n`)
  const other = otherRun(plan)
  if (other !== null) write(`${paint.warning('!')} ${say(other.text)}\n`)
  for (const notice of plan.notices) {
    write(`${notice.blocking ? paint.bad('✗') : paint.warning('!')} ${say(notice.message)}\n`)
  }
  for (const change of plan.changes) {
    for (const warning of change.warnings) {
      write(`${paint.warning('!')} ${say(message('cli.labelled', { label: change.title, text: warning }))}\n`)
    }
    if (!change.undo.reversible) {
      const text = message('cli.labelled', { label: change.title, text: change.undo.message })
      write(`${paint.warning('!')} ${say(text)}\n`)
    }
  }
  const n = plan.changes.length
  const kept = plan.satisfied.length
  const nothing = isPart
    ? message('cli.planEmptyPart')
    : message('plan.emptyText', { name: plain(hostname), n: kept })
  const text = n > 0 ? message('cli.planCount', { n, kept }) : nothing
  write(`${n > 0 ? say(text) : paint.good(say(text))}\n`)
}

function titleLine({ paint, say }: Terminal, change: Change): string {
  const colour = { create: paint.good, update: paint.warning, remove: paint.bad, run: paint.accent }[
    change.action
  ]
  return `${colour(signs[change.action])} ${say(change.title)}`
}

function printChange(terminal: Terminal, change: Change, difference: readonly DiffLine[]): void {
  const { paint, say, write } = terminal
  write(`\n${paint.heading(titleLine(terminal, change))}\n`)
  write(`  ${say(change.reason)}\n`)
  if (change.masked) write(`  ${paint.quiet(say(message('plan.contentMasked')))}\n`)
  const colours = { added: paint.good, removed: paint.bad, same: paint.quiet, place: paint.accent }
  for (const line of difference) write(`    ${colours[line.kind](plain(line.text))}\n`)
  for (const command of change.commands)
    write(`  ${paint.accent('$')} ${briefCommand(plain(command), change.after)}\n`)
  const aside = [
    [message('plan.verifyLabel'), change.verify],
    [message('plan.undoLabel'), change.undo.message],
  ] as const
  for (const [label, text] of aside) {
    write(`  ${paint.quiet(say(message('cli.labelled', { label, text })))}\n`)
  }
}

/** A here-document whose text stands in the difference above already is not printed again. */
function briefCommand(command: string, shown: string | null): string {
  const [first = '', ...rest] = command.split('\n')
  if (rest.length === 0) return first
  return shown !== null && /<<\s*'?\w+'?$/.test(first) ? `${first} …` : [first, ...rest].join('\n    ')
}
