import { failureOf } from '#shared/fail.ts'
import type { Failure } from '#shared/model/failure.ts'
import { plain } from './plain.ts'
import { terminalWords } from './terminal-words.ts'
import { SpecError } from './spec-file.ts'
import type { Terminal } from './terminal.ts'

/**
 * Tells of a failure: in words on standard error; with `--json` as the last line of standard output, an `end` event whose
 * failure carries code, messages, and both texts in the chosen language. `way` is what stands behind `--host` in a command.
 */
export function printFailure(terminal: Terminal, error: unknown, way?: string): void {
  if (terminal.json) terminal.write(`${JSON.stringify(failureDocument(terminal, error, way))}\n`)
  else terminal.warn(failureText(terminal, failureOf(error).failure, way, placesOf(terminal, error)))
}

/**
 * A failure as people read it: what happened, where, what to do next, and the other side's words. `way` is what stands behind
 * `--host` in a command.
 */
export function failureText(
  terminal: Terminal,
  failure: Pick<Failure, 'message' | 'next' | 'evidence'>,
  way?: string,
  places: readonly string[] = [],
): string {
  const { paint, say } = terminal
  const { message, next } = terminalWords(failure, way)
  const evidence = failure.evidence?.trimEnd().split('\n') ?? []
  const lines = [
    `${paint.bad('✗')} ${say(message)}`,
    ...places.map((place) => `  ${place}`),
    `  → ${say(next).replaceAll('\n', '\n    ')}`,
    ...evidence.map((line) => paint.quiet(`  │ ${plain(line)}`)),
  ]
  return `${lines.join('\n')}\n`
}

function placesOf({ paint, say }: Terminal, error: unknown): string[] {
  if (!(error instanceof SpecError)) return []
  return error.problems.map(({ line, column, path, message }) => {
    const place = paint.accent(plain(`${error.file}:${line}:${column}`))
    return [place, ...(path === '' ? [] : [paint.quiet(plain(path))]), say(message)].join(' ')
  })
}

function failureDocument({ say }: Terminal, error: unknown, way: string | undefined): object {
  const failure = terminalWords(failureOf(error).failure, way)
  const problems =
    error instanceof SpecError
      ? error.problems.map((problem) => ({ ...problem, text: say(problem.message) }))
      : undefined
  return {
    event: 'end',
    ok: false,
    failure: { ...failure, text: say(failure.message), nextText: say(failure.next), problems },
  }
}
