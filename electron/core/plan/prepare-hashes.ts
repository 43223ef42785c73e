import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isHashKnown, rememberHash, type PasswordCase } from '#core/roles/password-hash.ts'

/** What a thread is asked. */
export type HashQuestion = Pick<PasswordCase, 'password' | 'existing'>

/** Below this number of passwords a thread would take longer to start than it saves. */
const fewestForThreads = 16

// Built, it lies beside the program.
const workerFile = join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? 'hash-worker.ts' : 'hash-worker.cjs',
)

/**
 * Hashes many passwords on all processors, so that `passwordHash` finds the answers: 1,000 take 4 s on one processor, during
 * which nothing else would be answered. A few are left to `passwordHash` itself.
 */
export async function prepareHashes(
  cases: readonly PasswordCase[],
  threads: number = availableParallelism(),
): Promise<void> {
  const open = cases.filter((wanted) => !isHashKnown(wanted))
  if (open.length < fewestForThreads) return
  const count = Math.min(threads, Math.ceil(open.length / fewestForThreads))
  const shares = Array.from({ length: count }, (_, share) => open.filter((_, at) => at % count === share))
  await Promise.all(shares.map(hashShare))
}

/** What a thread cannot do is left to `passwordHash`. */
async function hashShare(cases: readonly PasswordCase[]): Promise<void> {
  // Loaded here, as most plans need no threads; an import would make Node warn in the terminal (compiled-parts.ts).
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const worker = new Worker(workerFile)
  const answered = new Promise<readonly string[]>((resolve) => {
    worker.once('message', resolve)
    worker.once('error', () => resolve([]))
    worker.once('exit', () => resolve([]))
  })
  worker.postMessage(cases.map(({ password, existing }): HashQuestion => ({ password, existing })))
  const answers = await answered
  cases.forEach((wanted, index) => {
    const answer = answers[index]
    if (answer !== undefined) rememberHash(wanted, answer)
  })
  await worker.terminate()
}
