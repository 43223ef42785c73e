import { implement } from '@orpc/server'
import { draftsContract } from '#shared/contract/drafts.ts'
import { emptyFields, type Draft, type DraftFields } from '#shared/model/draft.ts'
import type { FakeStore } from './fake-store.ts'

/** Passwords are forgotten at once, as the real core seals them: what comes back says only that there is one. */
function sealed(fields: DraftFields, before: DraftFields): DraftFields {
  const had = new Set(
    before.mailboxes.filter((mailbox) => mailbox.hasPassword).map((mailbox) => mailbox.name),
  )
  return {
    ...fields,
    mailboxes: fields.mailboxes.map((mailbox) => ({
      ...mailbox,
      password: '',
      hasPassword: mailbox.password !== '' || (mailbox.hasPassword && had.has(mailbox.name)),
    })),
  }
}

/** Wizard drafts in memory. */
export function fakeDraftHandlers(store: FakeStore) {
  const os = implement(draftsContract)
  const keep = (draft: Draft) => {
    store.drafts.set(draft.id, draft)
    return draft
  }
  return {
    list: os.list.handler(() =>
      [...store.drafts.values()].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)),
    ),
    get: os.get.handler(({ input }) => store.draft(input.id)),
    create: os.create.handler(({ input }) =>
      keep({
        id: store.newId('draft'),
        hostId: input.hostId,
        step: 'host',
        fields: emptyFields,
        planId: null,
        runId: null,
        updatedAt: new Date().toISOString(),
      }),
    ),
    save: os.save.handler(({ input }) =>
      keep({
        ...input,
        fields: sealed(input.fields, store.draft(input.id).fields),
        updatedAt: new Date().toISOString(),
      }),
    ),
    progress: os.progress.handler(({ input }) => {
      const { planId, runId } = store.draft(input.id)
      const run =
        planId !== null && planId === runId ? (store.runs.get(planId)?.summary.state ?? 'done') : null
      return { run, standing: run !== null && run !== 'undone', proved: store.proved.has(planId ?? '') }
    }),
    remove: os.remove.handler(({ input }) => ({ removed: store.drafts.delete(input.id) })),
  }
}
