import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { SshSession } from '#core/ssh/session.ts'
import type { Call } from './call.ts'

/**
 * Connects, reads the facts in one round trip and compares them with the wish in a file. Planner and file are read while the
 * server opens the session, which takes it longer than all of that; a description that does not hold is told first, and before
 * anybody is asked for a host key or a password.
 */
export async function makePlan(call: Call, specFile: string): Promise<Plan> {
  let spec: Promise<ServerSpec> | null = null
  const read = (): Promise<ServerSpec> =>
    (spec ??= import('./spec-file.ts').then(({ readSpecFile }) => readSpecFile(specFile)))
  if (call.terminal.interactive) await read()
  const session = await call.connector.open().catch(async (error: unknown) => {
    await read()
    throw error
  })
  try {
    const plan = await planOn(session, call, read())
    call.connector.giveBack(session)
    return plan
  } catch (error) {
    session.close()
    throw error
  }
}

async function planOn(session: SshSession, call: Call, spec: Promise<ServerSpec>): Promise<Plan> {
  const [{ planServer }, { newPlanId }, { ipAddressOf }] = await Promise.all([
    import('#core/plan/plan-server.ts'),
    import('#core/handlers/plan-id.ts'),
    import('#core/ssh/ip-address.ts'),
  ])
  const now = new Date()
  return planServer(session, spec, {
    planId: newPlanId(now),
    now,
    connectedAddress: await ipAddressOf(call.host.address),
    ...(call.only.length === 0 ? {} : { only: call.only }),
  })
}
