import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { Drift } from '#shared/model/drift.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { Call } from '../call.ts'
import { keepInSpecFile } from '../keep-in-spec-file.ts'
import { readSpecFile } from '../spec-file.ts'
import { leadOn, tellAside } from '../tell.ts'
import { waysWithDrift } from '../ways-with-drift.ts'

/**
 * `drift [SPEC]`: what is not as our runs left it. Exit code 0 where nothing is, 2 where something is, 1 where it cannot be
 * told. `--keep PATH` writes the present text of a file into the description first.
 */
export async function driftCommand(
  call: Call,
  specFile: string | undefined,
  keep: readonly string[],
): Promise<number> {
  if (specFile === undefined && keep.length > 0)
    throw fail('usageInvalid', { detail: message('cli.keepNeedsSpec') })
  const spec = specFile === undefined ? null : await readSpecFile(specFile)
  let drift = await look(call, spec)
  if (specFile !== undefined && keep.length > 0) {
    for (const path of keep) {
      const item = drift.items.find(({ name, keepable }) => name === path && keepable)
      if (item?.after === undefined || item.after === null) throw fail('driftMoved', { path })
      await keepInSpecFile(specFile, { path, content: item.after })
      tellAside(call.terminal, message('cli.keepWrote', { path, file: specFile }))
    }
    drift = await look(call, await readSpecFile(specFile))
  }
  if (call.terminal.json) call.terminal.write(`${JSON.stringify(drift)}\n`)
  else {
    const { printDrift } = await import('../print-drift.ts')
    printDrift(call.terminal, drift)
    leadOn(call.terminal, waysWithDrift(drift, specFile, call.way))
  }
  return drift.items.length > 0 ? 2 : 0
}

async function look(call: Call, spec: ServerSpec | null): Promise<Drift> {
  const { readDrift } = await import('#core/drift/read-drift.ts')
  const session = await call.connector.open()
  try {
    const findings = await readDrift(session)
    if (spec === null || findings.drift.lastRun === null) return findings.drift
    const [{ planServer }, { judgeDrift }, { ipAddressOf }, { newPlanId }] = await Promise.all([
      import('#core/plan/plan-server.ts'),
      import('#core/drift/judge-drift.ts'),
      import('#core/ssh/ip-address.ts'),
      import('#core/handlers/plan-id.ts'),
    ])
    const now = new Date()
    const plan = await planServer(session, spec, {
      planId: newPlanId(now),
      now,
      connectedAddress: await ipAddressOf(call.host.address),
    })
    return judgeDrift(findings, plan.view, spec.keep)
  } finally {
    session.close()
  }
}
