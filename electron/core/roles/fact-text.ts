import type { HostFacts } from '#core/facts/host-facts.ts'

/** The text of a file on the server, or null where it is missing or not text. */
export function factText(facts: HostFacts, path: string): string | null {
  return facts.files.get(path)?.text ?? null
}

/** The lines of a text without the end of the last one, as an empty list for no text. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
