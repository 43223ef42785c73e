/** A POP3 status line (RFC 1939 §3) with its response code (RFC 2449 §8), such as `AUTH` or `SYS/TEMP`. */
export interface Pop3Reply {
  readonly ok: boolean
  readonly code: string | null
  readonly text: string
  readonly line: string
}

/** Reads a status line; null when the line is none. */
export function parseReply(line: string): Pop3Reply | null {
  const match = /^(\+OK|-ERR)(?:\s+(?:\[([^\]]{1,64})\]\s*)?(.*))?$/i.exec(line)
  if (match === null) return null
  return {
    ok: match[1]?.toUpperCase() === '+OK',
    code: match[2]?.toUpperCase() ?? null,
    text: match[3] ?? '',
    line,
  }
}

/** What a server can do, by capability and its parameters, in capitals (RFC 2449 §5). */
export type Capabilities = ReadonlyMap<string, readonly string[]>

/** Reads the lines of a CAPA listing. */
export function parseCapabilities(lines: readonly string[]): Capabilities {
  const found = new Map<string, readonly string[]>()
  for (const line of lines) {
    const [name, ...params] = line.trim().toUpperCase().split(/\s+/)
    if (name !== undefined && name !== '') found.set(name, params)
  }
  return found
}

/** One line of UIDL or LIST: the number of a message and what follows it; null where the line is no such line. */
export function parseListing(line: string): { number: number; value: string } | null {
  const match = /^(\d{1,9})\s+(\S{1,255})/.exec(line)
  if (match?.[1] === undefined || match[2] === undefined) return null
  const number = Number(match[1])
  return number > 0 ? { number, value: match[2] } : null
}
