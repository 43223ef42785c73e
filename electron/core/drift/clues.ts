import { message, type Message } from '#shared/message.ts'
import type { DriftClue } from '#shared/model/drift.ts'
import type { Deed } from './deeds.ts'

/** What is known of a change before somebody is looked for. */
export interface Trace {
  readonly kind: 'path' | 'unit' | 'package' | 'user' | 'group'
  /** A path, or the name of a unit, package or account. */
  readonly name: string
  /** Seconds since the epoch; null where nothing tells. */
  readonly at: number | null
  /** When the run wrote down what it left; seconds. */
  readonly since: number
  /** Whose the file is now, where that is news. */
  readonly newOwner: string | null
}

/** An editor may have been open for that long before it wrote; seconds. */
const longCommand = 3600
/** A command without a name of the thing is only believed this near; seconds. */
const nearCommand = 300
/** Clocks of logs and file systems round differently; seconds. */
const slack = 3

const shownClues = 3

/** Who may have done it, best clue first: what names the thing before what only fits in time. */
export function cluesOf(trace: Trace, deeds: readonly Deed[]): readonly DriftClue[] {
  const { newOwner } = trace
  const found = [
    ...packageClues(trace, deeds),
    ...commandClues(trace, deeds),
    ...(newOwner === null
      ? []
      : [{ how: 'owner' as const, sure: false, message: message('drift.whoOwner', { user: newOwner }) }]),
  ]
  const sure = found.filter((clue) => clue.sure)
  // A command names who typed it; that others were logged in then says nothing more.
  const best = sure.length > 0 ? sure : [...found, ...sessionClues(trace, deeds)]
  return best.slice(0, shownClues)
}

function packageClues({ kind, name, at, since }: Trace, deeds: readonly Deed[]): readonly DriftClue[] {
  if (kind === 'unit') return []
  const fits = deeds.flatMap((deed) => {
    // What ended before the run did is the run's own work, or was there before it.
    if (deed.kind !== 'packages' || deed.end < since) return []
    const named = kind === 'package' && namesPackage(deed.packages, name)
    const then = at !== null && at >= deed.at - slack && at <= deed.end + slack
    return named || (kind !== 'package' && then) ? [{ ...deed, named }] : []
  })
  // The newest is what the present state comes from.
  return fits.slice(-1).map(({ command, user, named }) => ({
    how: 'packages',
    sure: named,
    message: packageWords(command || 'dpkg', user, named),
  }))
}

function packageWords(command: string, user: string, named: boolean): Message {
  if (!named) return message('drift.whoPackagesNear', { command })
  return user === ''
    ? message('drift.whoPackages', { command })
    : message('drift.whoPackagesFor', { command, user })
}

/** Whether lines of apt's history name a package. */
export function namesPackage(packages: string, name: string): boolean {
  return packages.split(/[\s,]+/).some((word) => word === name || word.startsWith(`${name}:`))
}

function commandClues(trace: Trace, deeds: readonly Deed[]): readonly DriftClue[] {
  const { at, since } = trace
  const commands = deeds.flatMap((deed) =>
    deed.kind === 'command' && (at !== null || deed.at >= since) ? [deed] : [],
  )
  const naming = commands.filter(({ command }) => namesThing(command, trace))
  const before = (limit: number, list: typeof commands) =>
    at === null ? [] : list.filter((deed) => deed.at <= at + slack && deed.at >= at - limit)
  const sure = (at === null ? naming : before(longCommand, naming)).at(-1)
  const near = before(nearCommand, commands).at(-1)
  const deed = sure ?? near
  if (deed === undefined) return []
  const params = { user: deed.user, command: deed.command }
  return [
    sure === undefined
      ? { how: 'command', sure: false, message: message('drift.whoNear', params) }
      : { how: 'command', sure: true, message: message('drift.whoCommand', params) },
  ]
}

/** Programs that write a file without being told its name. */
const writers: Readonly<Record<string, RegExp>> = {
  '/etc/postfix/main.cf': /^(.*\/)?postconf$/,
  '/etc/postfix/master.cf': /^(.*\/)?postconf$/,
  '/etc/hostname': /^(.*\/)?hostnamectl$/,
}

function namesThing(command: string, { kind, name }: Trace): boolean {
  const words = command.split(/[\s'"=<>;|&]+/)
  if (kind === 'path')
    return words.some((word) => name.endsWith(`/${word}`) || word === name || writers[name]?.test(word))
  const short = name.replace(/(@.*)?\.service$/, '')
  return words.some((word) => word === name || word === short || word === `${short}.service`)
}

function sessionClues({ at }: Trace, deeds: readonly Deed[]): readonly DriftClue[] {
  if (at === null) return []
  const people = new Map<string, DriftClue>()
  for (const deed of deeds) {
    const present =
      deed.kind === 'session'
        ? deed.at <= at + slack && deed.end >= at - slack
        : deed.kind === 'login' && deed.at <= at + slack && deed.at >= at - nearCommand
    if (!present || deed.kind === 'packages' || deed.kind === 'command') continue
    const { user, from } = deed
    people.set(`${user} ${from}`, {
      how: 'session',
      sure: false,
      message: message('drift.whoSession', { user, from }),
    })
  }
  return [...people.values()]
}
