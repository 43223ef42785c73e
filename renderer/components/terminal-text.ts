const escape = String.fromCharCode(27)
const bell = String.fromCharCode(7)
// ECMA-48: control strings (OSC, DCS, APC, PM, SOS) up to BEL or ST, control sequences, then two-character escapes.
const sequences = new RegExp(
  `${escape}[\\]PX^_][^${bell}${escape}]*(?:${bell}|${escape}\\\\)?|${escape}\\[[0-?]*[ -/]*[@-~]?|${escape}[ -/]*[0-~]?`,
  'g',
)
/** Longest line that is kept, in UTF-16 units. */
export const longestLine = 2000

/**
 * The lines of what a command printed, as one would read them on a terminal: escape sequences, control characters and changes of direction are gone, a carriage return
 * begins the line anew, overlong lines end in an ellipsis.
 */
export function plainLines(printed: string): string[] {
  const text = printed.replace(sequences, '').replace(/\r+\n/g, '\n')
  const lines = text.split('\n')
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines.map((line) => {
    const written = line.replace(/\r+$/, '')
    const last = written.slice(written.lastIndexOf('\r') + 1).replace(/[^\P{Cc}\t]|\p{Bidi_Control}/gu, '')
    return last.length > longestLine ? `${last.slice(0, longestLine)}…` : last
  })
}
