/** A replacement of the characters from `start` up to `end` of a text. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with all replacements made; they must not overlap. Insertions at one place keep their order. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((left, right) => left.start - right.start || left.order - right.order)
  let position = 0
  let result = ''
  for (const edit of sorted) {
    result += text.slice(position, edit.start) + edit.text
    position = edit.end
  }
  return result + text.slice(position)
}
