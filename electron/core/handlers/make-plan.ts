import type { KeptFile } from '#shared/model/kept-file.ts'
import type { PlanView } from '#shared/model/plan.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import { Secret } from '#shared/secret.ts'
import type { Engine } from '../ports.ts'
import { ipAddressOf } from '../ssh/ip-address.ts'
import type { Store } from '../store/store.ts'
import type { HostLines } from './host-lines.ts'
import { newPlanId } from './plan-id.ts'

/** What plans are made with. */
export interface PlanNeeds {
  readonly store: Store
  readonly engine: Engine
  readonly lines: HostLines
  readonly now: () => Date
}

/** What a plan is made from. */
export interface PlanSource {
  readonly spec: ServerSpec
  readonly hostId: string
  readonly draftId?: string
  /** Ids of the resources to which it is limited. */
  readonly only?: readonly string[]
  /** Texts that an earlier run left and that are to stand there again. */
  readonly putBack?: readonly KeptFile[]
}

/** Plans on the server and stores the plan; files that are kept on the host are part of its wish. Throws as the engine does. */
export async function makePlan(needs: PlanNeeds, source: PlanSource): Promise<PlanView> {
  const { store, engine, lines, now } = needs
  const { hostId, draftId = null, only, putBack } = source
  const { address } = store.hosts.get(hostId)
  const at = now()
  // A description of a file may bring kept files of its own.
  for (const kept of source.spec.keep ?? []) store.keptFiles.put(hostId, kept, at)
  const spec = withKept(source.spec, store, hostId)
  const plan = await lines.use(hostId, async (session) =>
    engine.planServer(session, spec, {
      planId: newPlanId(at),
      now: at,
      connectedAddress: await ipAddressOf(address),
      ...(only === undefined ? {} : { only }),
      ...(putBack === undefined ? {} : { putBack }),
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

/** The wish with the files that are kept on the host, and no others. */
export function withKept(spec: ServerSpec, store: Store, hostId: string): ServerSpec {
  const { keep: _other, ...rest } = spec
  const keep = store.keptFiles.list(hostId)
  return keep.length === 0 ? rest : { ...rest, keep }
}
