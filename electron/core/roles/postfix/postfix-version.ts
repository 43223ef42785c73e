/** By series, the first release of Postfix that can read lines without their carriage return and yet end a message only where SMTP does. */
const normalizing: ReadonlyMap<string, number> = new Map([
  ['3.5', 24],
  ['3.6', 14],
  ['3.7', 10],
  ['3.8', 5],
])

/**
 * Whether a Postfix of this Debian version must be told not to take `<LF>.<LF>` for the end of a message, by which others smuggle
 * in mail of anybody (CVE-2023-51764), and understands it. From 3.9 on it does so by itself.
 */
export function needsLineEndings(version: string): boolean {
  const [, series = '', release = ''] = /^(?:\d+:)?(\d+\.\d+)\.(\d+)/.exec(version) ?? []
  const first = normalizing.get(series)
  return first !== undefined && Number(release) >= first
}
