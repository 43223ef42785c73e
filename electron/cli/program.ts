import type { Dialled } from './dial-early.ts'
import { takeUp } from './early-connection.ts'
import { loadInTurn } from './load-in-turn.ts'
import type { Terminal } from './terminal.ts'

/** Carries a command line out, failures told; resolves the exit code. `dialled` may lead to the server already. */
export async function run(argv: readonly string[], dialled: Dialled | null): Promise<number> {
  const early = dialled && takeUp(dialled)
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
