/** The answer of the fact program, cut at its marks. */
export interface Sections {
  /** Text of the first section of this name without its last newline; empty where there is none. */
  text(name: string): string
  /** Lines of that section that are not empty. */
  lines(name: string): readonly string[]
  has(name: string): boolean
  /** All sections `name REST`, as pairs of REST and text. */
  named(name: string): readonly (readonly [rest: string, text: string])[]
  /** The archive at the end. */
  readonly archive: Buffer
}

/** Cuts the output of the fact program; throws a RangeError where it is not in that form. */
export function cutSections(output: Buffer): Sections {
  const head = /^facts ([0-9a-f]{32})\n/.exec(output.subarray(0, 64).toString('latin1'))
  if (head?.[1] === undefined) throw new RangeError('no mark')
  const separator = `\n${head[1]} `
  const filesMark = Buffer.from(`${separator}files\n`)
  const archiveAt = output.indexOf(filesMark)
  if (archiveAt < 0) throw new RangeError('no files')
  const found: (readonly [string, string])[] = output
    .subarray(head[0].length - 1, archiveAt)
    .toString('utf8')
    .split(separator)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return end < 0 ? [part, ''] : [part.slice(0, end), part.slice(end + 1).replace(/\n$/, '')]
    })
  const text = (name: string): string => found.find(([title]) => title === name)?.[1] ?? ''
  return {
    text,
    lines: (name) =>
      text(name)
        .split('\n')
        .filter((line) => line !== ''),
    has: (name) => found.some(([title]) => title === name),
    named: (name) =>
      found
        .filter(([title]) => title === name || title.startsWith(`${name} `))
        .map(([title, body]) => [title.slice(name.length + 1), body]),
    archive: output.subarray(archiveAt + filesMark.length),
  }
}
