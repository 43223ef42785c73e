import { implement } from '@orpc/server'
import { draftsContract } from '#shared/contract/drafts.ts'
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
    remove: on.remove.handler(({ input }) => ({ removed: store.drafts.remove(input.id) })),
  }
}
