import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

// Compiled code is kept for the next start, in a directory that nobody else can write to.
enableCompileCache(join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'mailwright', 'compile'))

async function main(argv: readonly string[]): Promise<number> {
  const [{ openTerminal, chooseLanguage }, { runCommandLine }] = await Promise.all([
    import('./terminal.ts'),
    import('./command-line.ts'),
  ])
  const language = chooseLanguage(argv, process.env)
  const terminal = openTerminal(process, { json: argv.includes('--json'), language })
  try {
    return await runCommandLine(argv, terminal)
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
