import { implement } from '@orpc/server'
import { plansContract } from '#shared/contract/plans.ts'
import { fail } from '#shared/fail.ts'
import { writeSpec } from '../spec/write-spec.ts'
import { specOfDraft } from './draft-spec.ts'
import { makePlan, type PlanNeeds } from './make-plan.ts'

/** Plans: made from a draft or a description, kept, shown as program and as YAML. */
export function plansHandlers(needs: PlanNeeds) {
  const { store } = needs
  const on = implement(plansContract)
  return {
    create: on.create.handler(({ input }) => {
      if (input.from === 'spec') return makePlan(needs, { spec: input.spec, hostId: input.hostId })
      const { id, hostId, fields } = store.drafts.get(input.draftId)
      if (hostId === null) throw fail('draftWithoutHost')
      const spec = specOfDraft(fields, store.drafts.passwords(id))
      return makePlan(needs, { spec, hostId, draftId: id })
    }),
    get: on.get.handler(({ input }) => store.plans.get(input.id).view),
    program: on.program.handler(({ input }) => ({ text: store.plans.program(input.id).program })),
    spec: on.spec.handler(({ input }) => ({ yaml: writeSpec(store.plans.get(input.id).view.spec) })),
  }
}
