import { describe, expect, it } from 'vitest'
import { keptPasswords } from '#core/store/drafts.ts'
import { emptyFields } from '#shared/model/draft.ts'
import { labHost, noon, scratchStore } from './scratch-store.ts'

const box = (name: string, password = '', hasPassword = password !== '') => ({ name, password, hasPassword })

async function draftWith(...mailboxes: ReturnType<typeof box>[]) {
  const { store } = await scratchStore()
  const draft = store.drafts.create(null, noon)
  const save = (...next: ReturnType<typeof box>[]) =>
    store.drafts.save({ ...draft, fields: { ...emptyFields, mailboxes: next } }, noon)
  const passwords = () => store.drafts.passwords(draft.id).map((each) => each?.reveal('hash') ?? null)
  save(...mailboxes)
  return { store, draft, save, passwords }
}

describe('drafts', () => {
  it('begin at the host, or past it where one is chosen', async () => {
    const { store } = await scratchStore()
    expect(store.drafts.create(null, noon)).toMatchObject({ step: 'host', hostId: null })
    const host = store.hosts.create(labHost, noon)
    expect(store.drafts.create(host.id, noon)).toMatchObject({ step: 'domain', hostId: host.id })
  })

  it('give passwords back as known, never as text', async () => {
    const { store, draft, passwords } = await draftWith(box('alice', 'secret-a'), box('bob'))
    const shown = store.drafts.get(draft.id)
    expect(shown.fields.mailboxes).toEqual([box('alice', '', true), box('bob', '', false)])
    expect(passwords()).toEqual(['secret-a', null])
  })

  it('keep a password through other edits, renaming, reordering and removal of rows', async () => {
    const { save, passwords } = await draftWith(box('alice', 'A'), box('bob', 'B'), box('carol', 'C'))
    save(box('alice', '', true), box('bobby', '', true), box('carol', '', true))
    expect(passwords()).toEqual(['A', 'B', 'C'])
    save(box('carol', '', true), box('alice', '', true), box('bobby', '', true))
    expect(passwords()).toEqual(['C', 'A', 'B'])
    save(box('carol', '', true), box('bobby', '', true))
    expect(passwords()).toEqual(['C', 'B'])
    save(box('carol', 'new', true), box('bobby', '', false))
    expect(passwords()).toEqual(['new', null])
  })

  it('never give one mailbox the password of another when rows come or go', async () => {
    const { save, passwords } = await draftWith(box('alice', 'A'), box('bob', 'B'))
    const saved = save(box('mallory', '', true))
    expect(passwords()).toEqual([null])
    expect(saved.fields.mailboxes).toEqual([box('mallory', '', false)])
  })

  it('outlive their host and are gone once removed, passwords and all', async () => {
    const { store, draft } = await draftWith(box('alice', 'A'))
    const host = store.hosts.create(labHost, noon)
    store.drafts.save({ ...store.drafts.get(draft.id), hostId: host.id }, noon)
    store.hosts.remove(host.id)
    expect(store.drafts.get(draft.id).hostId).toBeNull()
    expect(store.drafts.remove(draft.id)).toBe(true)
    expect(() => store.drafts.get(draft.id)).toThrow('draftUnknown')
    expect(store.drafts.list()).toEqual([])
  })

  it('note the plan and the run without losing either', async () => {
    const { store, draft } = await draftWith()
    store.drafts.link(draft.id, { planId: 'p1' })
    store.drafts.link(draft.id, { runId: 'r1' })
    expect(store.drafts.get(draft.id)).toMatchObject({ planId: 'p1', runId: 'r1' })
  })

  it('keep a run that has begun when a window that has not heard of it saves', async () => {
    const { store, draft } = await draftWith()
    store.drafts.link(draft.id, { planId: 'p1' })
    const before = store.drafts.get(draft.id)
    store.drafts.link(draft.id, { runId: 'p1' })
    store.drafts.save({ ...before, step: 'apply' }, noon)
    expect(store.drafts.get(draft.id)).toMatchObject({ step: 'apply', runId: 'p1' })
    store.drafts.save({ ...before, planId: null }, noon)
    expect(store.drafts.get(draft.id).runId).toBeNull()
  })
})

describe('which stored password a mailbox keeps', () => {
  const stored = [
    { position: 0, name: 'a' },
    { position: 1, name: 'a' },
    { position: 2, name: 'c' },
  ]

  it('is that of its own place where two bear the same name', () => {
    expect([...keptPasswords(['a', 'a', 'c'], stored, 3)]).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ])
  })

  it('is used once', () => {
    expect(keptPasswords(['c', 'c', 'c', 'c'], stored, 3).size).toBe(1)
  })
})
