import type { RunFact } from '#core/facts/host-facts.ts'
import { ownHeader } from '../own-text.ts'
import type { CompleteSpec } from '../role.ts'
import { withEdits, type TextEdit } from './text-edits.ts'
import { addressType, nameServerName, wishedSets, type WishedSet } from './zone-wish.ts'
import { parseZone, recordLine, withSerial, type ZoneRecord } from './zone-text.ts'

/** The addresses of the other family that a zone has for the mail server: the description names one of one family only. */
export function otherAddresses(zone: string, spec: CompleteSpec): readonly string[] {
  const other = addressType(spec.address) === 'A' ? 'AAAA' : 'A'
  return (parseZone(zone, spec.domain) ?? [])
    .filter(({ owner, type }) => owner === `${spec.hostname}.` && type === other)
    .map(({ data }) => data)
}

/** The zone file that shall be, and which records of others it replaces, as `old → new` texts. */
export interface WishedZone {
  readonly text: string
  /** What its SOA says. */
  readonly serial: number
  readonly replaced: readonly { readonly before: string; readonly after: string }[]
}

/**
 * The zone file for the domain: a whole one where there is none, else the present text with the records that the
 * description needs, everything else kept, and a higher serial if and only if a record changes (RFC 1912 §2.2).
 * Null where the present text cannot be understood.
 */
export function wishedZone(
  existing: string | null,
  spec: CompleteSpec,
  readAt: string,
  runs: readonly Pick<RunFact, 'startedAt'>[] = [],
): WishedZone | null {
  if (existing === null) {
    const serial = firstSerial(readAt)
    return { text: freshZone(spec, serial), serial, replaced: [] }
  }
  const present = parseZone(existing, spec.domain)
  const serial = present?.find(({ type }) => type === 'SOA')?.serial?.value
  if (present === null || serial === undefined || !Number.isSafeInteger(serial)) return null
  const stale = wishedSets(spec, present).filter((set) => !holds(set, present))
  if (stale.length === 0) return { text: existing, serial, replaced: [] }
  const expected = expectedRecords(present, stale)
  const edited = editInPlace(existing, present, stale)
  const understood = parseZone(edited, spec.domain)
  const text = understood !== null && sameRecords(understood, expected) ? edited : rewritten(expected)
  const newSoa = parseZone(text, spec.domain)?.find(({ type }) => type === 'SOA')
  if (newSoa === undefined) return null
  const raised = nextSerial(serial, readAt, runs)
  return {
    text: withSerial(text, newSoa, raised),
    serial: raised,
    replaced: stale.flatMap((set) => replacedBy(set, present)),
  }
}

/** YYYYMMDD01 of a day, the form that RFC 1912 §2.2 proposes. */
function firstSerial(readAt: string): number {
  return Number(`${readAt.slice(0, 10).replaceAll('-', '')}01`)
}

/**
 * Higher than before in the arithmetic of RFC 1982, and of today where today is later. Not that of a run of today either, which
 * may have been undone: others could have copied that zone.
 */
function nextSerial(before: number, readAt: string, runs: readonly Pick<RunFact, 'startedAt'>[]): number {
  const today = runs.filter(({ startedAt }) => startedAt.slice(0, 10) === readAt.slice(0, 10)).length
  const next = Math.max(before + 1, firstSerial(readAt) + Math.min(today, 98))
  return next > 0xffffffff ? 1 : next
}

function freshZone(spec: CompleteSpec, serial: number): string {
  const apex = `${spec.domain}.`
  const server = nameServerName(spec)
  const mail = `${spec.hostname}.`
  const address = `IN ${addressType(spec.address)}\t${spec.address}`
  const serverLine = server === mail ? '' : `${server}\t${address}\n`
  return `${ownHeader(';')}; Raise the serial with every change, or nobody sees it.
$ORIGIN ${apex}
$TTL 300
@\tIN SOA\t${server} hostmaster.${apex} ( ${String(serial)} 3600 600 1209600 300 )
; Who answers for the domain, and where its mail goes.
@\tIN NS\t${server}
@\tIN MX\t10 ${mail}
@\tIN ${addressType(spec.address)}\t${spec.address}
${serverLine}${mail}\t${address}
; SPF (RFC 7208): only the server of the MX record sends mail of the domain.
@\tIN TXT\t"v=spf1 mx -all"
${mail}\tIN TXT\t"v=spf1 a -all"
`
}

function holds(set: WishedSet, present: readonly ZoneRecord[]): boolean {
  const matching = present.filter((record) => set.replaces(record))
  return (
    matching.length === set.values.length &&
    set.values.every((value) =>
      matching.some((record) => record.type === set.type && record.data === dataOf(set.type, value)),
    )
  )
}

function dataOf(type: string, literal: string): string {
  if (type !== 'TXT') return literal
  return [...literal.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '').join('')
}

type BareRecord = Pick<ZoneRecord, 'owner' | 'ttl' | 'type' | 'data' | 'literal'>

function expectedRecords(present: readonly ZoneRecord[], stale: readonly WishedSet[]): readonly BareRecord[] {
  const kept = present.filter((record) => !stale.some((set) => set.replaces(record)))
  const added = stale.flatMap(({ owner, type, values }) =>
    values.map((literal): BareRecord => ({ owner, ttl: null, type, data: dataOf(type, literal), literal })),
  )
  return [...kept, ...added]
}

/** The first record of a set gives its place and the spelling of its owner; the others go; new sets follow at the end. */
function editInPlace(text: string, present: readonly ZoneRecord[], stale: readonly WishedSet[]): string {
  const edits: TextEdit[] = []
  let appended = ''
  for (const set of stale) {
    const [first, ...others] = present.filter((record) => set.replaces(record))
    const lines = set.values.map((literal) =>
      recordLine({ owner: set.owner, ttl: null, type: set.type, literal }),
    )
    if (first === undefined) {
      appended += lines.join('')
      continue
    }
    const [line = '', ...more] = lines
    const place =
      first.ownerText === '' ? line.replace(set.owner, '') : line.replace(set.owner, first.ownerText)
    edits.push({ start: first.start, end: first.end, text: [place, ...more].join('') })
    edits.push(...others.map(({ start, end }) => ({ start, end, text: '' })))
  }
  const edited = withEdits(text, edits)
  return `${edited}${edited.endsWith('\n') ? '' : '\n'}${appended}`
}

function sameRecords(left: readonly BareRecord[], right: readonly BareRecord[]): boolean {
  const key = ({ owner, type, data }: BareRecord) => `${owner} ${type} ${data}`
  const sorted = (records: readonly BareRecord[]) => records.map(key).sort().join('\n')
  return sorted(left) === sorted(right)
}

/** The last resort for a file whose shape does not bear an edit: all records, one a line, SOA first. */
function rewritten(records: readonly BareRecord[]): string {
  const soaFirst = [...records].sort(
    (left, right) => Number(right.type === 'SOA') - Number(left.type === 'SOA'),
  )
  return `$TTL 300\n${soaFirst.map(recordLine).join('')}`
}

function replacedBy(set: WishedSet, present: readonly ZoneRecord[]): WishedZone['replaced'] {
  const after = set.values.map((literal) => `${set.owner} ${set.type} ${literal}`).join(', ')
  return present
    .filter((record) => set.replaces(record))
    .filter(
      ({ type, data }) => type !== set.type || !set.values.some((value) => dataOf(type, value) === data),
    )
    .map((record) => ({ before: `${record.owner} ${record.type} ${record.literal}`, after }))
}
