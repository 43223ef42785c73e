/** `25/tcp` for a port, each of a range up to a thousand; a wider range stays one entry. */
export function portsOf(text: string, protocol: string): string[] {
  const match = /^(\d{1,5})(?:[-:](\d{1,5}))?$/.exec(text)
  if (match?.[1] === undefined) return []
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])]
  if (first > last || last > 65535) return []
  if (last - first >= 1000) return [`${first}-${last}/${protocol}`]
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol}`)
}

/** Without doubles, by port and protocol. */
export function sortPorts(ports: readonly string[]): string[] {
  return [...new Set(ports)].sort(
    (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1),
  )
}
