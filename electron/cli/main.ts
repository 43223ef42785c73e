/*
 * The terminal's door: bin/mailwright starts it, with Node's cache of compiled code in the user's own directory.
 */
import { connectEarly } from './early-connection.ts'
import { loadInTurn } from './load-in-turn.ts'
import type { Terminal } from './terminal.ts'

async function main(argv: readonly string[]): Promise<number> {
  const early = connectEarly(argv)
  await early?.answered
  let opening: Promise<Terminal> | null = null
  const openTerminal = (): Promise<Terminal> => (opening ??= loadTerminal(argv))
  try {
    const { runCommandLine } = await loadInTurn(() => import('./command-line.ts'))
    return await runCommandLine(argv, openTerminal, early)
  } catch (error) {
    const { printFailure } = await import('./print-failure.ts')
    printFailure(await openTerminal(), error)
    return 1
  }
}

async function loadTerminal(argv: readonly string[]): Promise<Terminal> {
  const { openTerminal, chooseLanguage } = await loadInTurn(() => import('./terminal.ts'))
  const language = chooseLanguage(argv, process.env)
  return openTerminal(process, { json: argv.includes('--json'), language })
}

/** Ends at once, not when the last socket has said goodbye, but only after everything written has left. */
function end(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
}

// A reader such as head(1) that has seen enough is no fault.
process.stdout.on('error', () => process.exit(0))
process.on('uncaughtException', (error) => {
  process.stderr.write(`mailwright: ${error.message}\n`)
  process.exit(1)
})

void main(process.argv.slice(2)).then(end)
