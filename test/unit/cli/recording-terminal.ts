import { openTerminal, type Terminal } from '../../../electron/cli/terminal.ts'
import type { Language } from '#shared/language.ts'

/** A terminal that nobody sits at, and what was written to it. */
export interface RecordingTerminal extends Terminal {
  out(): string
  err(): string
}

/** A terminal whose output is kept for a test to read. */
export function recordingTerminal(
  options: { json?: boolean; language?: Language; screen?: boolean } = {},
): RecordingTerminal {
  const out: string[] = []
  const err: string[] = []
  const streams = {
    stdin: {},
    stdout: { isTTY: options.screen ?? false, columns: 80, write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
    env: { TERM: 'xterm' },
  }
  const terminal = openTerminal(streams, {
    json: options.json ?? false,
    language: options.language ?? 'en',
  })
  return { ...terminal, out: () => out.join(''), err: () => err.join('') }
}
