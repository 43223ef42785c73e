/**
 * A stretch of a Postfix configuration file: a logical line with its continuation, or one line of comment or blank.
 * Comments and blanks inside a logical line belong to it (postconf(5): "A logical line starts with non-whitespace text").
 */
export interface Stretch {
  readonly kind: 'logical' | 'other'
  /** The lines as they are, without the last line end. */
  readonly raw: string
  /** The text of a logical line: continuation joined by one space, comments left out; empty for others. */
  readonly text: string
}

/** The stretches of a file in order; joining their raw lines gives the file again. */
export function stretchesOf(file: string): Stretch[] {
  const lines = file.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const stretches: Stretch[] = []
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? ''
    if (isFiller(line)) {
      stretches.push({ kind: 'other', raw: line, text: '' })
      index += 1
      continue
    }
    const end = logicalEnd(lines, index)
    const part = lines.slice(index, end)
    const text = part.filter((piece) => !isFiller(piece)).map((piece) => piece.trim())
    stretches.push({ kind: 'logical', raw: part.join('\n'), text: text.join(' ') })
    index = end
  }
  return stretches
}

/** The file of these stretches. */
export function fileOf(stretches: readonly Stretch[]): string {
  return stretches.map(({ raw }) => `${raw}\n`).join('')
}

function isFiller(line: string): boolean {
  return /^\s*(#|$)/.test(line)
}

/** Fillers continue a logical line only where a continuation follows them. */
function logicalEnd(lines: readonly string[], start: number): number {
  let end = start + 1
  for (let index = end; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (isFiller(line)) continue
    if (!/^\s/.test(line)) break
    end = index + 1
  }
  return end
}
