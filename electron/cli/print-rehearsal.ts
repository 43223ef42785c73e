import { byteSize } from '#shared/byte-size.ts'
import { durationMessage } from '#shared/duration.ts'
import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import { judgeCheck, lostByFile, type Rehearsal, type RehearsalEvent } from '#shared/model/rehearsal.ts'
import { asInvoked } from './invocation.ts'
import type { Paints } from './paint.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'
import { diffLines } from './text-diff.ts'

const steps = {
  facts: message('rehearsal.stepFacts'),
  lists: message('rehearsal.stepLists'),
  download: message('rehearsal.stepDownload'),
  unpack: message('rehearsal.stepUnpack'),
  check: message('rehearsal.stepCheck'),
} as const

/** A step of a rehearsal in words. */
export function rehearsalStepText(
  { say }: Terminal,
  event: Extract<RehearsalEvent, { event: 'step' }>,
): string {
  const { step, total, bytes } = event
  if (step !== 'download' || total === null) return say(steps[step])
  const size = byteSize(bytes ?? 0)
  return say(message('cli.labelled', { label: steps.download, text: `${String(total)} · ${size}` }))
}

/**
 * Shows what a rehearsal found: what the upgrade does and asks, what stops, what a plan changes, the verdict, what to do. `words`
 * are those behind the name of a command that is to be typed: the description, and the way to the server.
 */
export function printRehearsal(terminal: Terminal, found: Rehearsal, words: string): void {
  const { paint, say, write } = terminal
  const heading = message('rehearsal.heading', { from: found.from, to: found.to })
  write(`\n${paint.heading(plain(found.hostname))} ${paint.quiet(say(heading))}\n`)
  for (const program of found.programs) write(`  ${plain(say(message('rehearsal.versionLine', program)))}\n`)
  printUpgrade(terminal, found)
  printStops(terminal, found)
  printChanges(terminal, found)
  printChecks(terminal, found)
  const verdict = found.ok
    ? paint.good(`✓ ${say(message('rehearsal.ok', { to: found.to }))}`)
    : `${paint.bad(`✗ ${say(message('rehearsal.notOk', { to: found.to }))}`)}\n  → ${say(message('rehearsal.notOkNext'))}`
  const time = durationMessage(found.duration)
  const spent = message('rehearsal.spent', { size: byteSize(found.downloaded), time })
  write(`\n${verdict}\n  ${paint.quiet(say(spent))}\n`)
  if (found.ok) printNext(terminal, found, words)
}

function title({ paint, say, write }: Terminal, text: Message): void {
  write(`\n${paint.heading(`━━ ${say(text)}`)}\n`)
}

function printUpgrade(terminal: Terminal, { upgrade, foreignSources, questions }: Rehearsal): void {
  const { paint, say, write } = terminal
  title(terminal, message('rehearsal.upgradeTitle'))
  if (upgrade === null) write(`  ${paint.warning('!')} ${say(message('rehearsal.upgradeUnknown'))}\n`)
  else {
    const { upgraded, added, held, removed, download } = upgrade
    write(`  ${say(message('rehearsal.upgradeCount', { upgraded, added, size: byteSize(download) }))}\n`)
    if (held > 0) write(`  ${paint.warning('!')} ${say(message('rehearsal.upgradeHeld', { held }))}\n`)
    if (removed.length > 0)
      write(`  ${plain(say(message('rehearsal.upgradeRemoved', { names: listMessage(removed) })))}\n`)
  }
  for (const uri of foreignSources)
    write(`  ${paint.warning('!')} ${plain(say(message('rehearsal.foreignSource', { uri })))}\n`)
  title(terminal, message('rehearsal.questionsTitle'))
  const text = questions.length === 0 ? 'rehearsal.questionsNone' : 'rehearsal.questionsText'
  write(`  ${say(message(text))}\n`)
  for (const path of questions) write(`    ${plain(path)}\n`)
}

function printStops(terminal: Terminal, { checks, lost }: Rehearsal): void {
  const { paint, say, write } = terminal
  title(terminal, message('rehearsal.stopsTitle'))
  const refused = checks.filter(({ asIs }) => asIs.state === 'fails')
  if (refused.length === 0) write(`  ${paint.good(say(message('rehearsal.stopsNone')))}\n`)
  for (const { name, asIs } of refused) {
    const words = plain(firstLine(asIs.words))
    write(`  ${paint.warning('!')} ${say(message('rehearsal.stopsText', { name, words }))}\n`)
  }
  if (refused.some(({ group }) => group === 'dovecot'))
    write(`    ${say(message('rehearsal.stopsDovecot'))}\n`)
  for (const each of lostByFile(lost)) write(`  ${plain(say(message('rehearsal.lostText', each)))}\n`)
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

function printChanges(terminal: Terminal, { changes }: Rehearsal): void {
  const { paint, say, write } = terminal
  title(terminal, message('rehearsal.changesTitle'))
  if (changes.length === 0) write(`  ${paint.good(say(message('rehearsal.changesNone')))}\n`)
  const colours = { added: paint.good, removed: paint.bad, same: paint.quiet, place: paint.accent }
  for (const change of changes) {
    write(`\n${paint.heading(`~ ${say(change.title)}`)} ${paint.quiet(plain(change.id))}\n`)
    if (change.masked) write(`  ${paint.quiet(say(message('plan.contentMasked')))}\n`)
    for (const line of diffLines(change.before, change.after))
      write(`    ${colours[line.kind](plain(line.text))}\n`)
  }
}

const marks = {
  good: (paint: Paints) => paint.good('✓'),
  bad: (paint: Paints) => paint.bad('✗'),
  unsure: (paint: Paints) => paint.warning('!'),
} as const

function printChecks(terminal: Terminal, { checks }: Rehearsal): void {
  const { paint, say, write } = terminal
  title(terminal, message('rehearsal.checksTitle'))
  for (const check of checks) {
    const { tone, text, words } = judgeCheck(check)
    write(`  ${marks[tone](paint)} ${say(text)}\n`)
    for (const line of words.split('\n').filter((each) => each !== ''))
      write(`      ${paint.quiet(`│ ${plain(line)}`)}\n`)
  }
}

function printNext(terminal: Terminal, found: Rehearsal, words: string): void {
  const { paint, program, say, write } = terminal
  title(terminal, message('rehearsal.nextTitle'))
  const command = (text: string) => write(`     ${paint.accent('$')} ${asInvoked(plain(text), program)}\n`)
  const point = (n: number, text: Message) => write(`  ${String(n)}. ${say(text)}\n`)
  point(1, message('rehearsal.nextBackup'))
  point(2, message('rehearsal.nextSources', { from: found.fromSuite, to: found.toSuite }))
  command('apt-get update && apt-get dist-upgrade')
  point(3, message('rehearsal.nextRepair'))
  command(`mailwright apply ${words}`)
  point(4, message('rehearsal.nextReboot'))
}
