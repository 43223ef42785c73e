import { implement } from '@orpc/server'
import { rehearsalsContract } from '#shared/contract/rehearsals.ts'
import type { RehearsalEvent } from '#shared/model/rehearsal.ts'
import { ipAddressOf } from '../ssh/ip-address.ts'
import { type FailureDoor, inWords } from './failures.ts'
import { wishOf } from './known-wish.ts'
import type { PlanNeeds } from './make-plan.ts'
import { newPlanId } from './plan-id.ts'

type RehearsalNeeds = PlanNeeds & { readonly door: FailureDoor }

/** Rehearsals of an upgrade of a host's system. */
export function rehearsalsHandlers(needs: RehearsalNeeds) {
  const on = implement(rehearsalsContract)
  return {
    start: on.start.handler(({ input, signal }) =>
      inWords(needs.door, 'rehearsals.start', rehearse(needs, input.hostId, signal)),
    ),
  }
}

async function* rehearse(
  { store, engine, lines, now }: RehearsalNeeds,
  hostId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<RehearsalEvent, void, void> {
  const spec = wishOf(store, hostId)
  const { address } = store.hosts.get(hostId)
  // A connection of its own: what clears away must not depend on the signal that ends the rehearsal.
  const session = await lines.connector(hostId).open(signal)
  try {
    const connectedAddress = await ipAddressOf(address)
    yield* engine.rehearseUpgrade(session, spec, { id: newPlanId(now()), connectedAddress, signal })
  } finally {
    session.close()
  }
}
