import { message, type Message } from '#shared/message.ts'
import { keptFile } from '#shared/model/kept-file.ts'
import { driftItem, type DriftAspect, type DriftItem } from '#shared/model/drift.ts'
import { cluesOf, namesPackage } from './clues.ts'
import type { Deed } from './deeds.ts'
import type { LeftThing, PathState, ThingStates, UnitState } from './left-state.ts'

/** A thing as the newest run that answers for it left it. */
export interface LeftState {
  readonly thing: LeftThing
  readonly states: ThingStates
  /** The file as a later run left it that set its mode and owner and decided nothing about its text; null where none did. */
  readonly rights: PathState | null
  /** Seconds since the epoch: when that was written down. */
  readonly recordedAt: number
  /** The text that was left; null where it was not kept. */
  readonly text: string | null
}

/** The server as it is now. */
export interface PresentState {
  readonly states: ThingStates
  /** When a directory lost or won a name; seconds. */
  readonly directoryTimes: ReadonlyMap<string, number>
  readonly deeds: readonly Deed[]
  readonly textOf: (path: string) => string | null
}

/** What is found out about one thing; nothing found is no drift. */
interface Found {
  readonly aspects: readonly DriftAspect[]
  readonly findings: readonly Message[]
  readonly at: number | null
  readonly newOwner?: string | null
}

/** What differs between left and present, or null. */
export function compareLeft(left: LeftState, present: PresentState): DriftItem | null {
  const { thing } = left
  const found = findingsOf(left, present)
  if (found === null || found.aspects.length === 0 || thing.kind === 'other') return null
  const { recordedAt } = left
  const time = found.at ?? (thing.kind === 'package' ? packageTime(thing.name, present.deeds) : null)
  // A time before the record is not that of the change: an owner's name was lost, or a clock was set.
  const at = time !== null && time > recordedAt ? time : null
  const newOwner = found.newOwner ?? null
  const trace = { kind: thing.kind, name: thing.name, at, since: recordedAt, newOwner }
  return {
    id: `${thing.kind}:${thing.name}`,
    resource: thing.resource,
    name: thing.name,
    aspects: [...found.aspects],
    title: titleOf(thing),
    findings: [...found.findings],
    ...textsOf(left, present, found.aspects),
    at: at === null ? null : isoTime(at),
    who: [...cluesOf(trace, present.deeds)],
    plan: 'unknown',
  }
}

function findingsOf(left: LeftState, present: PresentState): Found | null {
  const { name } = left.thing
  switch (left.thing.kind) {
    case 'path':
      return pathFindings(left, present)
    case 'unit':
      return unitFindings(left, present)
    case 'package':
      return goneOrOther(left.states.packages.get(name), present.states.packages.get(name), 'version')
    case 'user':
    case 'group': {
      const key = `${left.thing.kind}:${name}`
      return goneOrOther(left.states.accounts.get(key), present.states.accounts.get(key), 'account')
    }
    case 'other':
      return null
  }
}

function goneOrOther(
  before: string | undefined,
  after: string | undefined,
  aspect: DriftAspect,
): Found | null {
  if (before === undefined || before === after) return null
  if (after === undefined) return { aspects: ['removed'], findings: [message('drift.foundGone')], at: null }
  return { aspects: [aspect], findings: [message('drift.foundOther', { before, after })], at: null }
}

function pathFindings(left: LeftState, present: PresentState): Found | null {
  const { thing, states, recordedAt, rights: set } = left
  const before = states.paths.get(thing.name)
  const after = present.states.paths.get(thing.name)
  if (before === undefined && after === undefined) return null
  if (after === undefined) {
    const time = present.directoryTimes.get(parentOf(thing.name))
    const at = time !== undefined && time > recordedAt ? time : null
    return { aspects: ['removed'], findings: [message('drift.foundRemoved')], at }
  }
  // A run that sets rights writes the file anew: since then nothing tells when others had changed its text.
  const hidden = set !== null && after.modified <= set.modified
  const at = hidden ? null : after.modified > recordedAt ? after.modified : after.touched
  if (before === undefined)
    return { aspects: ['appeared'], findings: [message('drift.foundAppeared')], at, newOwner: ownerOf(after) }
  const newOwner = (set ?? before).owner === after.owner ? null : ownerOf(after)
  if (before.type !== after.type)
    return { aspects: ['replaced'], findings: [message('drift.foundReplaced')], at, newOwner }
  const other = thing.flag !== 'made' && (before.sum !== after.sum || before.target !== after.target)
  const wished = set ?? before
  const rights = wished.mode !== after.mode || wished.owner !== after.owner
  return {
    aspects: [...(other ? (['changed'] as const) : []), ...(rights ? (['rights'] as const) : [])],
    findings: [
      ...(other
        ? [message(thing.flag === 'secret' ? 'drift.foundSecretChanged' : 'drift.foundChanged')]
        : []),
      ...(rights ? [message('drift.foundRights', { before: rightsOf(wished), after: rightsOf(after) })] : []),
    ],
    at: other ? at : after.touched,
    newOwner,
  }
}

const rightsOf = ({ mode, owner }: PathState) => `${mode.padStart(4, '0')} ${owner}`
const ownerOf = ({ owner }: PathState) => owner.split(':')[0] ?? ''

function unitFindings({ thing, states }: LeftState, present: PresentState): Found | null {
  const left = unitOf(states.units, thing)
  const now = unitOf(present.states.units, thing)
  if (left === null || now === null) return null
  const aspects: DriftAspect[] = []
  const findings: Message[] = []
  const note = (aspect: DriftAspect, finding: Message) => {
    aspects.push(aspect)
    findings.push(finding)
  }
  if (left.active === 'active' && now.active !== 'active')
    note('stopped', message('drift.foundStopped', { state: now.active }))
  if (now.load === 'not-found' && left.load !== 'not-found') note('removed', message('drift.foundUnitGone'))
  else if (now.enabled.startsWith('masked') && !left.enabled.startsWith('masked'))
    note('masked', message('drift.foundMasked'))
  else if (now.enabled !== left.enabled && now.enabled === 'disabled')
    note('disabled', message('drift.foundDisabled'))
  const at = aspects.includes('stopped') && now.since !== null ? Date.parse(now.since) / 1000 : null
  return { aspects, findings, at }
}

/** The service: whether it runs, by the unit that tells; whether it starts at boot, by its own. */
function unitOf(units: ReadonlyMap<string, UnitState>, { name, watch }: LeftThing): UnitState | null {
  const own = units.get(name)
  const told = units.get(watch)
  return own === undefined || told === undefined
    ? null
    : { ...own, active: told.active, since: told.since ?? own.since }
}

function textsOf(
  { thing, states, text }: LeftState,
  present: PresentState,
  aspects: readonly DriftAspect[],
): Pick<DriftItem, 'before' | 'after' | 'language' | 'masked' | 'keepable' | 'restorable' | 'digest'> {
  const language = driftItem.shape.language.safeParse(thing.language).data ?? 'text'
  const none = { before: null, after: null, language, keepable: false, restorable: false, digest: null }
  if (thing.kind !== 'path' || thing.flag === 'made') return { ...none, masked: false }
  if (thing.flag === 'secret') return { ...none, masked: true }
  const left = states.paths.get(thing.name)
  const now = present.states.paths.get(thing.name)
  const bytesDiffer = aspects.some((aspect) => aspect !== 'rights')
  if (!bytesDiffer) return { ...none, masked: false }
  const before = linkText(left) ?? (left?.type === 'f' ? text : null)
  const after = linkText(now) ?? (now?.type === 'f' ? present.textOf(thing.name) : null)
  const isText = aspects.includes('changed') && left?.type === 'f' && now?.type === 'f'
  const mayStand = (content: string | null) =>
    isText && content !== null && keptFile.safeParse({ path: thing.name, content }).success
  return {
    ...{ before, after, language, masked: false },
    keepable: mayStand(after),
    // Other servers may hold copies of a zone: its serial must not go back (RFC 1982).
    restorable: mayStand(before) && language !== 'zone',
    digest: now?.sum ?? null,
  }
}

function linkText(state: PathState | undefined): string | null {
  return state?.type === 'l' ? `→ ${state.target}\n` : null
}

function titleOf({ kind, name }: LeftThing): Message {
  switch (kind) {
    case 'path':
    case 'other':
      return message('drift.titlePath', { name })
    case 'unit':
      return message('drift.titleUnit', { name })
    case 'package':
      return message('drift.titlePackage', { name })
    case 'user':
      return message('drift.titleUser', { name })
    case 'group':
      return message('drift.titleGroup', { name })
  }
}

function packageTime(name: string, deeds: readonly Deed[]): number | null {
  const deed = deeds.findLast((one) => one.kind === 'packages' && namesPackage(one.packages, name))
  return deed?.kind === 'packages' ? deed.end : null
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

/** Null for a time that no calendar has; servers may say anything. */
function isoTime(seconds: number): string | null {
  const time = new Date(seconds * 1000)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}
