import { runAsRoot } from '#core/ssh/root.ts'
import type { SshSession } from '#core/ssh/session.ts'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { driftProgram } from './drift-program.ts'
import { parseDrift, type DriftFindings } from './parse-drift.ts'

const maxOutput = 64 * 1024 * 1024

/** What is not as our runs left it, in one read-only command; rejects with factsUnreadable, or as `runAsRoot` does. */
export async function readDrift(session: SshSession, signal?: AbortSignal): Promise<DriftFindings> {
  const host = session.address
  const told = await runAsRoot(session, driftProgram(), { signal, maxOutput })
  if (told.code !== 0)
    throw fail(
      'factsUnreadable',
      { host, detail: message('facts.programFailed', { code: told.code }) },
      { evidence: told.errors },
    )
  return parseDrift(told.output, host)
}
