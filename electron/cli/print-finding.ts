import type { Finding } from '#shared/model/run.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'

/** What a checker found, as people read it: where, what, what to do, and the checker's own line. */
export function findingText({ paint, say }: Terminal, finding: Finding): string {
  const { severity, file, line, message, next, text } = finding
  const sign = severity === 'error' ? paint.bad('✗') : paint.warning('!')
  const place = file === null ? '' : `${paint.accent(plain(line === null ? file : `${file}:${line}`))} `
  const lines = [
    `      ${sign} ${place}${say(message)}`,
    ...(next === null ? [] : [`        → ${say(next)}`]),
    paint.quiet(`        │ ${plain(text)}`),
  ]
  return `${lines.join('\n')}\n`
}
