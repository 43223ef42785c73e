import { pack } from 'tar-stream'

const mark = '0123456789abcdef0123456789abcdef'

/** The start of one path's line as look_at_things prints it. */
export interface PathLine {
  readonly path: string
  readonly text: string | null
  readonly sum?: string
  readonly mode?: string
  readonly owner?: string
  readonly at?: number
}

/** A digest that only stands for a text. */
export function sumOf(text: string): string {
  return Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64)
}

/** Lines of look_at_things for regular files. */
export function pathLines(lines: readonly PathLine[]): string {
  return lines
    .flatMap(({ path, text, sum, mode = '644', owner = 'root:root', at = 1000 }) => [
      `path\tf\t${mode}\t${owner}\t${at}.0\t${at}.5\t\t${path}`,
      ...(text === null && sum === undefined ? [] : [`sum\t${sum ?? sumOf(text ?? '')}  ${path}`]),
    ])
    .join('\n')
}

/** What the drift program would print. */
export async function driftOutput(
  sections: readonly (readonly [name: string, text: string])[],
  files: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const archive = pack()
  archive.entry({ name: '/', type: 'directory' })
  // Without a pax header names of more than 100 characters lose their first slash.
  for (const [name, text] of Object.entries(files)) archive.entry({ name, pax: {} }, text)
  archive.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of archive) chunks.push(chunk as Buffer)
  const head = sections.map(([name, text]) => `\n${mark} ${name}\n${text}\n`).join('')
  return Buffer.concat([
    Buffer.from(`facts ${mark}\n\n${mark} now\n2026-11-22T12:00:00Z\n${head}\n${mark} files\n`),
    ...chunks,
  ])
}

/** A run that left one shown file as `text`, at second 1000. */
export function runSections(
  id: string,
  text: string,
  things: string,
  meta = 'state=done',
): (readonly [string, string])[] {
  return [
    [`run ${id} no 1000`, `id=${id}\ndomain=a.test\noperator=li@desk\n${meta}`],
    [`things ${id}`, things],
    [`state ${id}`, text],
  ]
}
