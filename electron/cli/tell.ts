import type { Message } from '#shared/message.ts'
import type { Terminal } from './terminal.ts'

/** Writes a sentence on a line of its own; nothing with `--json`, where standard output carries documents only. */
export function tell({ json, say, write }: Terminal, text: Message): void {
  if (!json) write(`${say(text)}\n`)
}

/** The same on standard error: what is told beside the answer that a command gives. */
export function tellAside({ json, say, warn }: Terminal, text: Message): void {
  if (!json) warn(`${say(text)}\n`)
}

/** Names the commands that lead on, each on a line of its own, to whoever reads along; a program or a file gets none. */
export function leadOn({ attended, say, write }: Terminal, ways: readonly Message[]): void {
  if (!attended || ways.length === 0) return
  write('\n')
  for (const way of ways) for (const line of say(way).split('\n')) write(`→ ${line}\n`)
}
