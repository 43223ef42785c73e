import { implement } from '@orpc/server'
import { driftContract } from '#shared/contract/drift.ts'
import { fail } from '#shared/fail.ts'
import type { Drift } from '#shared/model/drift.ts'
import { keptFile } from '#shared/model/kept-file.ts'
import { judgeDrift } from '../drift/judge-drift.ts'
import { leftTexts } from '../drift/overlay-left.ts'
import { ipAddressOf } from '../ssh/ip-address.ts'
import { knownWish, wishOf } from './known-wish.ts'
import { makePlan, type PlanNeeds } from './make-plan.ts'
import { newPlanId } from './plan-id.ts'

/** What others changed on a host: looked at, kept as part of the wish, or put back by a plan. */
export function driftHandlers(needs: PlanNeeds) {
  const { store, now } = needs
  const on = implement(driftContract)
  return {
    look: on.look.handler(({ input }) => look(needs, input.hostId)),
    keep: on.keep.handler(async ({ input: { hostId, path, digest } }) => {
      wishOf(store, hostId)
      const seen = await look(needs, hostId)
      const item = seen.items.find(({ name, keepable }) => name === path && keepable)
      if (item?.digest !== digest || item.after === null) throw fail('driftMoved', { path })
      store.keptFiles.put(hostId, keptFile.parse({ path, content: item.after }), now())
      return look(needs, hostId)
    }),
    release: on.release.handler(({ input: { hostId, path } }) => ({
      released: store.keptFiles.remove(store.hosts.get(hostId).id, path),
    })),
    putBack: on.putBack.handler(async ({ input: { hostId, resources } }) => {
      const spec = wishOf(store, hostId)
      const { items } = await look(needs, hostId)
      // What the wish brings back by itself needs no record of what was left.
      const open = items.filter(({ resource, plan }) => resources.includes(resource) && plan !== 'changes')
      return makePlan(needs, { spec, hostId, only: resources, putBack: leftTexts(open) })
    }),
  }
}

async function look({ store, engine, lines, now }: PlanNeeds, hostId: string): Promise<Drift> {
  const { address } = store.hosts.get(hostId)
  const spec = knownWish(store, hostId)
  return lines.use(hostId, async (session) => {
    const findings = await engine.readDrift(session)
    if (spec === null || findings.drift.lastRun === null) return findings.drift
    const at = now()
    const connectedAddress = await ipAddressOf(address)
    const plan = await engine.planServer(session, spec, { planId: newPlanId(at), now: at, connectedAddress })
    return judgeDrift(findings, plan.view, spec.keep)
  })
}
