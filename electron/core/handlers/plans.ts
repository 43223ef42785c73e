import { implement } from '@orpc/server'
import { plansContract } from '#shared/contract/plans.ts'
import { fail } from '#shared/fail.ts'
import type { PlanView } from '#shared/model/plan.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import { Secret } from '#shared/secret.ts'
import { ipAddressOf } from '../ssh/ip-address.ts'
import type { Engine } from '../ports.ts'
import { writeSpec } from '../spec/write-spec.ts'
import type { Store } from '../store/store.ts'
import { specOfDraft } from './draft-spec.ts'
import type { HostLines } from './host-lines.ts'
import { newPlanId } from './plan-id.ts'

interface PlansNeeds {
  readonly store: Store
  readonly engine: Engine
  readonly lines: HostLines
  readonly now: () => Date
}

/** Plans: made from a draft or a description, kept, shown as program and as YAML. */
export function plansHandlers(needs: PlansNeeds) {
  const { store } = needs
  const on = implement(plansContract)
  return {
    create: on.create.handler(({ input }) => {
      if (input.from === 'spec') return makePlan(needs, input.spec, input.hostId, null)
      const { id, hostId, fields } = store.drafts.get(input.draftId)
      if (hostId === null) throw fail('draftWithoutHost')
      return makePlan(needs, specOfDraft(fields, store.drafts.passwords(id)), hostId, id)
    }),
    get: on.get.handler(({ input }) => store.plans.get(input.id).view),
    program: on.program.handler(({ input }) => ({ text: store.plans.program(input.id).program })),
    spec: on.spec.handler(({ input }) => ({ yaml: writeSpec(store.plans.get(input.id).view.spec) })),
  }
}

async function makePlan(
  { store, engine, lines, now }: PlansNeeds,
  spec: ServerSpec,
  hostId: string,
  draftId: string | null,
): Promise<PlanView> {
  const { address } = store.hosts.get(hostId)
  const at = now()
  const plan = await lines.use(hostId, async (session) =>
    engine.planServer(session, spec, {
      planId: newPlanId(at),
      now: at,
      connectedAddress: await ipAddressOf(address),
    }),
  )
  const passwords = new Map<string, Secret>()
  for (const { name, password } of spec.mailboxes) {
    if (password !== undefined) passwords.set(name, new Secret(password))
  }
  store.plans.add(plan, { hostId, draftId, passwords })
  if (draftId !== null) store.drafts.link(draftId, { planId: plan.view.id })
  return plan.view
}
