/**
 * A number of bytes for people, in units of 1000 as package managers count: `512 B`, `44.3 MB`. It reads the same wherever it
 * stands, in either language.
 */
export function byteSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  const value = bytes / 1000 ** power
  const rounded = value < 100 ? Math.round(value * 10) / 10 : Math.round(value)
  return `${rounded} ${units[power] ?? ''}`
}
