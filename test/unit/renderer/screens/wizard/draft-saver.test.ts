import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeCore } from '#test/support/fake-core.ts'
import { DraftSaver } from '../../../../../renderer/screens/wizard/draft-saver.ts'

describe('saving a draft', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  async function begun() {
    const { core, store } = fakeCore(0)
    const draft = await core.drafts.create({ hostId: null })
    const withDomain = (domain: string) => ({ ...draft, fields: { ...draft.fields, domain } })
    return { core, store, draft, withDomain, saver: new DraftSaver(core) }
  }

  it('waits for a pause in typing and stores the last state', async () => {
    const { saver, store, draft, withDomain } = await begun()
    saver.queue(withDomain('e'))
    await vi.advanceTimersByTimeAsync(200)
    saver.queue(withDomain('example.test'))
    expect(store.draft(draft.id).fields.domain).toBe('')
    await vi.advanceTimersByTimeAsync(500)
    expect(store.draft(draft.id).fields.domain).toBe('example.test')
    expect(saver.state()).toEqual({ kind: 'saved' })
  })

  it('stores at once when told to', async () => {
    const { saver, store, draft, withDomain } = await begun()
    saver.queue(withDomain('now.test'))
    await saver.flush()
    expect(store.draft(draft.id).fields.domain).toBe('now.test')
  })

  it('keeps what could not be stored and tries again', async () => {
    const { saver, store, draft, withDomain } = await begun()
    store.drafts.delete(draft.id)
    saver.queue(withDomain('later.test'))
    await saver.flush()
    expect(saver.state().kind).toBe('failed')
    store.drafts.set(draft.id, draft)
    await vi.advanceTimersByTimeAsync(4000)
    expect(store.draft(draft.id).fields.domain).toBe('later.test')
    expect(saver.state()).toEqual({ kind: 'saved' })
  })
})
