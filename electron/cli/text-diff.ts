import { structuredPatch } from 'diff'

/** One line of a unified diff. */
export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same' | 'place'
  readonly text: string
}

/** The difference of two texts as a unified diff with three lines around each change; null stands for no text. */
export function diffLines(before: string | null, after: string | null): readonly DiffLine[] {
  if (before !== null && after !== null && isWord(before) && isWord(after) && before !== after) {
    return [
      { kind: 'removed', text: `-${before}` },
      { kind: 'added', text: `+${after}` },
    ]
  }
  const patch = structuredPatch('', '', before ?? '', after ?? '', undefined, undefined, { context: 3 })
  const whole = before === null || after === null
  return patch.hunks.flatMap((hunk): DiffLine[] => {
    const place = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`
    const lines = hunk.lines.filter((line) => !(whole && line.startsWith('\\'))).map(readLine)
    return whole ? lines : [{ kind: 'place', text: place }, ...lines]
  })
}

function readLine(line: string): DiffLine {
  const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same'
  return { kind, text: line }
}

/** A value on one line rather than a file: that it has no line end means nothing. */
function isWord(text: string): boolean {
  return !text.includes('\n')
}
