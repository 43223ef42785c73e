import { implement } from '@orpc/server'
import { draftsContract } from '#shared/contract/drafts.ts'
import type { DraftProgress } from '#shared/model/draft.ts'
import type { Store } from '../store/store.ts'

/** The wizard's drafts. */
export function draftsHandlers({ store, now }: { store: Store; now: () => Date }) {
  const on = implement(draftsContract)
  return {
    list: on.list.handler(() => store.drafts.list()),
    get: on.get.handler(({ input }) => store.drafts.get(input.id)),
    create: on.create.handler(({ input }) => {
      if (input.hostId !== null) store.hosts.get(input.hostId)
      return store.drafts.create(input.hostId, now())
    }),
    save: on.save.handler(({ input }) => {
      if (input.hostId !== null) store.hosts.get(input.hostId)
      return store.drafts.save(input, now())
    }),
    progress: on.progress.handler(({ input }) => progressOf(store, input.id)),
    remove: on.remove.handler(({ input }) => ({ removed: store.drafts.remove(input.id) })),
  }
}

function progressOf(store: Store, id: string): DraftProgress {
  const { hostId, planId, runId } = store.drafts.get(id)
  if (hostId === null) return { run: null, standing: false, proved: false }
  const run = planId !== null && planId === runId ? store.runs.find(hostId, planId) : null
  const standing = store.plans.lastApplied(hostId)
  // A plan without changes wants what stands already.
  const plan = planId === null ? null : store.plans.find(planId)
  const isWanted = plan !== null && (plan.view.id === standing?.view.id || plan.view.changes.length === 0)
  return {
    run: run?.state ?? null,
    standing: standing !== null,
    proved: isWanted && standing !== null && standing.provedAt !== null,
  }
}
