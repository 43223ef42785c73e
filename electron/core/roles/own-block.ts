const begin = '# BEGIN Mailwright: rewritten as a whole, put lines of your own outside.'
const end = '# END Mailwright'

/** Lines of ours in a file of others, between the marks by which they are found again. */
export function ownBlock(lines: readonly string[]): readonly string[] {
  return [begin, ...lines, end]
}

/** The lines of others, and the place among them where our block stands; without one the end. */
export function outsideBlock(lines: readonly string[]): {
  readonly others: readonly string[]
  readonly place: number
} {
  const from = lines.indexOf(begin)
  const to = lines.indexOf(end, from)
  if (from === -1 || to === -1) return { others: lines, place: lines.length }
  return { others: [...lines.slice(0, from), ...lines.slice(to + 1)], place: from }
}
