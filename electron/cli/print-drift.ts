import { message } from '#shared/message.ts'
import { driftVerdict, type Drift, type DriftItem } from '#shared/model/drift.ts'
import { localTime } from './local-time.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'
import { diffLines } from './text-diff.ts'

/** Shows what is not as our runs left it: each thing with what, when, by whom, the difference, and what a plan would do. */
export function printDrift(terminal: Terminal, drift: Drift): void {
  const { paint, say, write } = terminal
  const { lastRun, unfinishedRun, items } = drift
  if (lastRun === null) {
    const text =
      unfinishedRun === null
        ? message('drift.neverText')
        : message('cli.driftUnfinished', { run: unfinishedRun })
    write(`${say(text)}\n`)
    return
  }
  if (unfinishedRun !== null)
    write(`${paint.warning('!')} ${say(message('drift.noteUnfinished', { run: unfinishedRun }))}\n`)
  const params = { run: lastRun.id, time: localTime(lastRun.endedAt) }
  if (items.length === 0) write(`${paint.good(say(message('drift.noneText', params)))}\n`)
  else write(`${say(message('drift.count', { ...params, n: items.length }))}\n`)
  for (const item of items) printItem(terminal, item)
}

function printItem({ paint, say, write }: Terminal, item: DriftItem): void {
  // The id of a resource is its kind and its name, which most titles tell already.
  const title = plain(say(item.title))
  const id = title.endsWith(item.name) ? '' : ` ${paint.quiet(plain(item.resource))}`
  write(`\n${paint.heading(`~ ${title}`)}${id}\n`)
  for (const finding of item.findings) write(`  ${plain(say(finding))}\n`)
  const when = item.at === null ? message('drift.whenUnknown') : localTime(item.at)
  const aside = [
    { label: message('drift.whenLabel'), text: when },
    ...(item.who.length === 0 ? [message('drift.whoUnknown')] : item.who.map((clue) => clue.message)).map(
      (text) => ({ label: message('drift.whoLabel'), text }),
    ),
  ]
  for (const line of aside) write(`  ${paint.quiet(plain(say(message('cli.labelled', line))))}\n`)
  const colours = { added: paint.good, removed: paint.bad, same: paint.quiet, place: paint.accent }
  for (const line of diffLines(item.before, item.after))
    write(`    ${colours[line.kind](plain(line.text))}\n`)
  for (const verdict of driftVerdict(item)) write(`  ${say(verdict)}\n`)
}
