import type { ServerSpec } from '#shared/model/server-spec.ts'
import { newPlanId } from '#core/handlers/plan-id.ts'
import type { Plan } from '#core/plan/plan.ts'
import { ipAddressOf } from '#core/ssh/ip-address.ts'
import type { Call } from './call.ts'

/** Connects, reads the facts in one round trip and compares them with the wish. */
export async function makePlan(call: Call, spec: ServerSpec): Promise<Plan> {
  const opening = call.connector.open()
  // While the server answers, the planner is loaded; a failure of the connection is told by the await below.
  opening.catch(() => undefined)
  const { planServer } = await import('#core/plan/plan-server.ts')
  const session = await opening
  try {
    const now = new Date()
    return await planServer(session, spec, {
      planId: newPlanId(now),
      now,
      connectedAddress: await ipAddressOf(call.host.address),
      ...(call.only.length === 0 ? {} : { only: call.only }),
    })
  } finally {
    session.close()
  }
}
