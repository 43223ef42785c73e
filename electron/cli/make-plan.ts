import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { Call } from './call.ts'
import { loadInTurn } from './load-in-turn.ts'

/**
 * Connects, reads the facts in one round trip and compares them with the wish in a file. File and planner are read while the
 * server opens the session, which takes it longer than all of that; a description that does not hold is told first, and before
 * anybody is asked for a host key or a password.
 */
export async function makePlan(call: Call, specFile: string): Promise<Plan> {
  const read = async (): Promise<ServerSpec> => {
    const { readSpecFile } = await loadInTurn(() => import('./spec-file.ts'))
    return readSpecFile(specFile)
  }
  const early = call.terminal.interactive ? await read() : null
  const opening = call.connector.open()
  // A refusal is told below, and may come before anybody waits for it.
  opening.catch(() => undefined)
  const spec =
    early ??
    (await read().catch((error: unknown) => {
      opening.then(
        (session) => session.close(),
        () => undefined,
      )
      throw error
    }))
  const { planServer } = await loadInTurn(() => import('#core/plan/plan-server.ts'))
  const { newPlanId } = await import('#core/handlers/plan-id.ts')
  const { ipAddressOf } = await import('#core/ssh/ip-address.ts')
  // Nothing else is to be done until the server answers.
  void loadInTurn(() => import('./print-plan.ts'))
  const session = await opening
  try {
    const now = new Date()
    const plan = await planServer(session, spec, {
      planId: newPlanId(now),
      now,
      connectedAddress: await ipAddressOf(call.host.address),
      ...(call.only.length === 0 ? {} : { only: call.only }),
    })
    call.connector.giveBack(session)
    return plan
  } catch (error) {
    session.close()
    throw error
  }
}
