/*
 * The terminal's door: bin/mailwright starts it, with Node's cache of compiled code in the user's own directory. It dials the
 * server, and loads the program, which is built beside it, while the server starts its sshd.
 */
import { getCompileCacheDir } from 'node:module'
import { join } from 'node:path'
import { endProgram } from '#core/end-program.ts'
import { partLoader } from './compiled-parts.ts'
import { dialEarly } from './dial-early.ts'
import type * as Program from './program.ts'

async function main(argv: readonly string[]): Promise<number> {
  const dialled = dialEarly(argv)
  const parts = partLoader(import.meta.dirname, codeFile(argv[0]))
  const { run } = parts.load('program.cjs') as typeof Program
  const code = await run(argv, dialled)
  // A command that failed early has run little of its code.
  if (code !== 1) parts.keep()
  return code
}

/** Each command has a file of its own, with what it needs and no more. */
function codeFile(command: string | undefined): string | null {
  const directory = getCompileCacheDir()
  if (directory === undefined || !/^[a-z]+$/.test(command ?? '')) return null
  return join(directory, `mailwright-${command}`)
}

/** Ends at once, not when the last socket has said goodbye, but only after everything written has left. */
function end(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => endProgram(code)))
}

// A reader such as head(1) that has seen enough is no fault.
process.stdout.on('error', () => endProgram(0))
process.on('uncaughtException', (error) => {
  process.stderr.write(`mailwright: ${error.message}\n`)
  endProgram(1)
})

void main(process.argv.slice(2)).then(end)
