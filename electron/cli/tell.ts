import type { Message } from '#shared/message.ts'
import type { Terminal } from './terminal.ts'

/** Writes a sentence on a line of its own; nothing with `--json`, where standard output carries documents only. */
export function tell({ json, say, write }: Terminal, text: Message): void {
  if (!json) write(`${say(text)}\n`)
}
