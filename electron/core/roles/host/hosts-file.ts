import { linesOf } from '../fact-text.ts'

const freshHosts = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n'

/** Debian's installer gives the host's own names an address of their own. */
const debianHostAddress = '127.0.1.1'

/** Names that belong to the loopback addresses whatever the host is called. */
const loopbackNames = /^(localhost|localhost\..*|ip6-.*)$/

interface HostLine {
  readonly address: string
  readonly names: readonly string[]
  readonly comment: string
}

/** What a new hosts(5) file says, and which other addresses lose the name. */
export interface EditedHosts {
  readonly text: string
  readonly displaced: readonly string[]
}

/**
 * The hosts(5) text in which `address` carries the host's full name, its short name, and what it carried before. The name
 * is taken off Debian's 127.0.1.1 and every other line; all else stays as it is.
 */
export function withHostLine(
  existing: string | null,
  host: { readonly address: string; readonly hostname: string; readonly formerName: string },
): EditedHosts {
  const short = host.hostname.split('.', 1)[0] ?? host.hostname
  const own = [...new Set([host.hostname, short])]
  const stale = new Set([...own, host.formerName, host.formerName.split('.', 1)[0] ?? ''])
  const displaced: string[] = []
  const others: string[] = []
  const kept: string[] = []
  let place: number | null = null
  for (const line of linesOf(existing ?? freshHosts)) {
    const parsed = parseLine(line)
    if (parsed === null) {
      kept.push(line)
    } else if (parsed.address === host.address) {
      place ??= kept.length
      others.push(...parsed.names.filter((name) => !own.includes(name)))
    } else {
      const ofHostOnly = parsed.address === debianHostAddress && parsed.names.some((name) => stale.has(name))
      const names = ofHostOnly ? [] : parsed.names.filter((name) => !isDisplaced(parsed, name, own, stale))
      if (names.length < parsed.names.length && !isLoopback(parsed.address)) displaced.push(parsed.address)
      if (names.length === parsed.names.length) kept.push(line)
      else if (names.length > 0) kept.push(`${parsed.address}\t${names.join(' ')}${parsed.comment}`)
    }
  }
  const line = `${host.address}\t${[...own, ...new Set(others)].join(' ')}`
  kept.splice(place ?? afterLoopback(kept), 0, line)
  return { text: `${kept.join('\n')}\n`, displaced }
}

function isDisplaced(
  line: HostLine,
  name: string,
  own: readonly string[],
  stale: ReadonlySet<string>,
): boolean {
  if (loopbackNames.test(name)) return false
  return isLoopback(line.address) ? stale.has(name) : own.includes(name)
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}

function afterLoopback(lines: readonly string[]): number {
  const last = lines.findLastIndex((line) => /^\s*127\./.test(line))
  return last === -1 ? 0 : last + 1
}

function parseLine(line: string): HostLine | null {
  const hash = line.indexOf('#')
  const comment = hash === -1 ? '' : ` ${line.slice(hash)}`
  const [address, ...names] = (hash === -1 ? line : line.slice(0, hash)).split(/\s+/).filter(Boolean)
  return address === undefined || names.length === 0 ? null : { address, names, comment }
}
