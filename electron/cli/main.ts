/*
 * The terminal's door: bin/mailwright starts it, with Node's cache of compiled code in the user's own directory.
 */
import { connectEarly } from './early-connection.ts'
import { loadInTurn } from './load-in-turn.ts'

async function main(argv: readonly string[]): Promise<number> {
  const early = connectEarly(argv)
  await early?.begun
  const { openTerminal, chooseLanguage } = await loadInTurn(() => import('./terminal.ts'))
  const { runCommandLine } = await loadInTurn(() => import('./command-line.ts'))
  const language = chooseLanguage(argv, process.env)
  const terminal = openTerminal(process, { json: argv.includes('--json'), language })
  try {
    return await runCommandLine(argv, terminal, early)
  } catch (error) {
    const { printFailure } = await import('./print-failure.ts')
    printFailure(terminal, error)
    return 1
  }
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
