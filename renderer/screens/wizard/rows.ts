const keys = new WeakMap<object, number>()
let count = 0

/** What a row is known by for as long as it is edited; it stays when the rows before it go. */
export function keyOfRow(row: object): number {
  const known = keys.get(row)
  if (known !== undefined) return known
  count += 1
  keys.set(row, count)
  return count
}

/** The rows with one of them changed, which stays known by its key. */
export function withPart<Row extends object>(rows: readonly Row[], at: number, part: Partial<Row>): Row[] {
  return rows.map((row, index) => {
    if (index !== at) return row
    const changed = { ...row, ...part }
    keys.set(changed, keyOfRow(row))
    return changed
  })
}

/** The rows without one of them. */
export function withoutRow<Row>(rows: readonly Row[], at: number): Row[] {
  return rows.filter((_, index) => index !== at)
}

/** The keys of the rows in whose texts all words stand, whatever the case; a password is no text to be found. */
export function foundRows(rows: readonly object[], text: string): ReadonlySet<number> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = rows.filter((row) => {
    const all = textOf(row)
    return words.every((word) => all.includes(word))
  })
  return new Set(found.map(keyOfRow))
}

function textOf(row: object): string {
  return Object.entries(row)
    .flatMap(([name, value]: [string, unknown]) => (name === 'password' ? [] : [value]))
    .flat()
    .filter((value) => typeof value === 'string')
    .join('\n')
    .toLowerCase()
}
