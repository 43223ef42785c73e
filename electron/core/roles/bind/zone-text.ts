import { withEdits, type TextEdit } from './text-edits.ts'

/** A resource record of a zone file (RFC 1035 §5) with its place in the text. */
export interface ZoneRecord {
  /** Absolute, lower-case, with the final dot. */
  readonly owner: string
  /** The TTL as written, or null where the default holds. */
  readonly ttl: string | null
  /** Upper-case. */
  readonly type: string
  /** Data in one spelling: names absolute and lower-case, strings joined by type TXT. */
  readonly data: string
  /** Data as written, in one line, with relative names made absolute. */
  readonly literal: string
  /** Half-open range of whole lines. */
  readonly start: number
  readonly end: number
  /** The owner as written; empty where it is that of the record before. */
  readonly ownerText: string
  /** Place of the serial of an SOA. */
  readonly serial: { readonly start: number; readonly end: number; readonly value: number } | null
}

/** The records of a zone file in order; null where it cannot be understood here, as with $INCLUDE. */
export function parseZone(text: string, domain: string): readonly ZoneRecord[] | null {
  const entries = entriesOf(text)
  if (entries === null) return null
  let origin = `${domain}.`
  let owner = origin
  const records: ZoneRecord[] = []
  for (const entry of entries) {
    const [first, second] = entry.tokens
    if (first === undefined) continue
    if (first.text.startsWith('$')) {
      const directive = first.text.toUpperCase()
      if (directive === '$ORIGIN' && second !== undefined) origin = absoluteName(second.text, origin)
      else if (directive !== '$TTL') return null
      continue
    }
    if (entry.ownerGiven) owner = absoluteName(first.text, origin)
    const record = recordOf(entry, owner, origin)
    if (record === null) return null
    records.push(record)
  }
  return records
}

/** The first directive by which the zone has more records than the text names, such as $INCLUDE, and its line; null where there is none. */
export function opaqueDirective(text: string): { readonly directive: string; readonly line: number } | null {
  for (const { tokens } of entriesOf(text) ?? []) {
    const [first] = tokens
    const directive = first?.text.toUpperCase() ?? ''
    if (first === undefined || first.quoted || !/^\$(?!(ORIGIN|TTL)$)/.test(directive)) continue
    return { directive, line: text.slice(0, first.start).split('\n').length }
  }
  return null
}

/** A name made absolute and lower-case. */
export function absoluteName(name: string, origin: string): string {
  if (name === '@') return origin
  return (name.endsWith('.') ? name : `${name}.${origin}`).toLowerCase()
}

/** One line of a zone file, its owner in full. */
export function recordLine(record: Pick<ZoneRecord, 'owner' | 'ttl' | 'type' | 'literal'>): string {
  return `${record.owner}\t${record.ttl === null ? '' : `${record.ttl} `}IN ${record.type}\t${record.literal}\n`
}

/** The text with another serial in its SOA. */
export function withSerial(text: string, record: ZoneRecord, serial: number): string {
  const edits: TextEdit[] = record.serial === null ? [] : [{ ...record.serial, text: String(serial) }]
  return withEdits(text, edits)
}

interface Token {
  readonly text: string
  readonly quoted: boolean
  readonly start: number
  readonly end: number
}

interface Entry {
  readonly tokens: readonly Token[]
  readonly ownerGiven: boolean
  readonly start: number
  readonly end: number
}

const lexeme =
  /(?<comment>;[^\n]*)|(?<newline>\n)|(?<space>[^\S\n]+)|"(?<quoted>(?:[^"\\\n]|\\.)*)"|(?<mark>[()])|(?<word>(?:[^\s;()"\\]|\\.)+)/y

function entriesOf(text: string): readonly Entry[] | null {
  const entries: Entry[] = []
  let tokens: Token[] = []
  let start = 0
  let depth = 0
  const close = (end: number) => {
    const ownerGiven = tokens[0]?.start === start && !tokens[0].quoted
    entries.push({ tokens, ownerGiven, start, end })
    tokens = []
    start = end
  }
  lexeme.lastIndex = 0
  while (lexeme.lastIndex < text.length) {
    const from = lexeme.lastIndex
    const groups = lexeme.exec(text)?.groups
    if (groups === undefined) return null
    const end = lexeme.lastIndex
    if (groups['mark'] === '(') depth += 1
    else if (groups['mark'] === ')') depth -= 1
    else if (groups['newline'] !== undefined && depth === 0) close(end)
    else if (groups['quoted'] !== undefined)
      tokens.push({ text: groups['quoted'], quoted: true, start: from, end })
    else if (groups['word'] !== undefined)
      tokens.push({ text: groups['word'], quoted: false, start: from, end })
    if (depth < 0) return null
  }
  if (depth !== 0) return null
  if (start < text.length) close(text.length)
  return entries
}

const ttlPattern = /^\d+(?:[smhdw]\d*)*$/i
const classPattern = /^(?:IN|CH|HS)$/i

function recordOf(entry: Entry, owner: string, origin: string): ZoneRecord | null {
  const rest = entry.ownerGiven ? entry.tokens.slice(1) : [...entry.tokens]
  let ttl: string | null = null
  while (rest[0] !== undefined && (ttlPattern.test(rest[0].text) || classPattern.test(rest[0].text))) {
    const { text } = rest.shift() ?? { text: '' }
    if (ttlPattern.test(text)) ttl = text
  }
  const type = rest.shift()?.text.toUpperCase()
  if (type === undefined || rest.length === 0) return null
  const data = rest.map((token, index) => datum(token, index, type, origin))
  const serial = type === 'SOA' ? rest[2] : undefined
  return {
    owner,
    ttl,
    type,
    data: type === 'TXT' ? rest.map(({ text }) => text).join('') : data.join(' '),
    literal: data.join(' '),
    start: entry.start,
    end: entry.end,
    ownerText: entry.ownerGiven ? (entry.tokens[0]?.text ?? '') : '',
    serial:
      serial === undefined ? null : { start: serial.start, end: serial.end, value: Number(serial.text) },
  }
}

/** Which words of the data are names, by type. */
const namePlaces: Readonly<Record<string, readonly number[]>> = {
  NS: [0],
  CNAME: [0],
  PTR: [0],
  DNAME: [0],
  MX: [1],
  SRV: [3],
  SOA: [0, 1],
}

function datum({ text, quoted }: Token, index: number, type: string, origin: string): string {
  if (quoted) return `"${text}"`
  return namePlaces[type]?.includes(index) ? absoluteName(text, origin) : text
}
