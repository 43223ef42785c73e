import { describe, expect, it, vi } from 'vitest'
import { emptyFields } from '#shared/model/draft.ts'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { FollowEvent } from '#shared/model/run.ts'
import { labHost, noon } from '../store/scratch-store.ts'
import { type Client, failureOfCall, scriptedCore } from './support/scripted-core.ts'

const address = '10.0.0.7'
const fields = {
  ...emptyFields,
  domain: 'example.test',
  hostname: 'mail.example.test',
  mailboxes: [{ name: 'alice', password: 'pass-alice', hasPassword: false }],
}

async function planned() {
  const scripted = await scriptedCore()
  const { client } = scripted
  const host = await client.hosts.create({ ...labHost, address })
  const draft = await client.drafts.create({ hostId: host.id })
  await client.drafts.save({ ...draft, fields })
  const plan = await client.plans.create({ from: 'draft', draftId: draft.id })
  return { ...scripted, host, draft, plan }
}

async function collect(stream: AsyncIterable<FollowEvent>, into: FollowEvent[] = []): Promise<FollowEvent[]> {
  for await (const event of stream) into.push(event)
  return into
}

const follow = (client: Client, hostId: string, runId: string, after = 0) =>
  client.runs.follow({ hostId, runId, after })

describe('an apply', () => {
  it('is followed to its end, kept, and noted in its draft', async () => {
    const { client, outside, plan, host, draft } = await planned()
    const told = collect(await client.runs.apply({ planId: plan.id }))
    outside.journal.start()
    outside.journal.say('one')
    outside.journal.end()
    expect((await told).map(({ event }) => event)).toEqual(['start', 'output', 'end'])
    expect(await client.drafts.get({ id: draft.id })).toMatchObject({ planId: plan.id, runId: plan.id })
    const asked = outside.asked.length
    expect(await collect(await follow(client, host.id, plan.id))).toEqual(await told)
    expect(await collect(await follow(client, host.id, plan.id, 2))).toHaveLength(1)
    expect(outside.asked.slice(asked)).not.toContain(`follow ${plan.id} 0`)
  })

  it('goes on when its reader leaves; whoever joins later misses nothing', async () => {
    const { client, outside, plan, host } = await planned()
    outside.journal.start()
    for await (const event of await client.runs.apply({ planId: plan.id })) {
      expect(event.event).toBe('start')
      break
    }
    outside.journal.say('while nobody looks')
    const joined = [
      collect(await follow(client, host.id, plan.id)),
      collect(await follow(client, host.id, plan.id, 2)),
    ]
    outside.journal.say('again')
    outside.journal.end()
    const [whole, rest] = await Promise.all(joined)
    expect(whole?.map((event) => event.event === 'connection' || event.n)).toEqual([1, 2, 3, 4])
    expect(rest?.map((event) => event.event === 'connection' || event.n)).toEqual([3, 4])
    expect(outside.asked.filter((each) => each.startsWith('follow'))).toEqual([])
  })

  it('lets a reader of a silent run go at once', async () => {
    const { client, outside, plan } = await planned()
    outside.journal.start()
    const stop = new AbortController()
    const stream = await client.runs.apply({ planId: plan.id }, { signal: stop.signal })
    const told = collect(stream)
    setTimeout(() => stop.abort(), 20)
    await Promise.race([
      told.catch(() => undefined),
      new Promise((_, reject) => setTimeout(() => reject(new Error('still waiting')), 2000)),
    ])
  })

  it('is the only one on its host, and its plan is used once', async () => {
    const { client, outside, plan, draft, host } = await planned()
    const second = await client.plans.create({ from: 'draft', draftId: draft.id })
    outside.journal.start()
    const told = collect(await client.runs.apply({ planId: plan.id }))
    await vi.waitFor(async () => {
      expect((await failureOfCall(client.runs.apply({ planId: plan.id }))).code).toBe('planUsed')
    })
    expect((await failureOfCall(client.runs.apply({ planId: second.id }))).code).toBe('runBusy')
    const run = { hostId: host.id, runId: plan.id }
    expect((await failureOfCall(client.runs.undo(run))).code).toBe('runBusy')
    expect(await client.runs.cancel(run)).toEqual({ asked: true })
    outside.journal.end('failed')
    await told
    expect(await client.runs.list({ hostId: host.id })).toMatchObject({
      runs: [{ id: plan.id, state: 'failed' }],
    })
    const resumed = collect(await client.runs.resume(run))
    expect((await resumed).length).toBeGreaterThan(0)
  })

  it('tells whoever joins after the last line that the program on the server is gone', async () => {
    const { client, outside, plan, host } = await planned()
    outside.journal.start()
    outside.journal.say('one')
    const told: FollowEvent[] = []
    const reading = collect(await client.runs.apply({ planId: plan.id }), told)
    await vi.waitFor(() => expect(told).toHaveLength(2))
    const joined = collect(await follow(client, host.id, plan.id, 2))
    outside.journal.fallSilent()
    expect((await joined).map(({ event }) => event)).toEqual(['end'])
    expect((await reading).map(({ event }) => event)).toEqual(['start', 'output', 'end'])
    expect(await client.runs.list({ hostId: host.id })).toMatchObject({ runs: [{ state: 'interrupted' }] })
  })

  it('that could not begin leaves its plan unused', async () => {
    const { client, outside, plan } = await planned()
    outside.journal.breakOff()
    const told = collect(await client.runs.apply({ planId: plan.id }))
    expect((await failureOfCall(told)).code).toBe('connectTimedOut')
    outside.journal.error = null
    outside.journal.start()
    outside.journal.end()
    expect(await collect(await client.runs.apply({ planId: plan.id }))).toHaveLength(2)
  })

  it('that the server refused is no run of the list: there is nothing to continue or to undo', async () => {
    const { client, outside, plan, host } = await planned()
    const told = collect(await client.runs.apply({ planId: plan.id }))
    outside.journal.end('failed')
    expect((await told).map(({ event }) => event)).toEqual(['end'])
    expect(await client.runs.list({ hostId: host.id })).toEqual({ runs: [], unasked: null })
    expect(await collect(await follow(client, host.id, plan.id))).toEqual(await told)
  })

  it('that ended for want of room before its first step was done is no run of the list; a later one is', async () => {
    const first = await planned()
    first.outside.journal.start()
    first.outside.journal.end('failed', 'spaceTooSmall')
    await collect(await first.client.runs.apply({ planId: first.plan.id }))
    expect((await first.client.runs.list({ hostId: first.host.id })).runs).toEqual([])
    const later = await planned()
    later.outside.journal.start()
    later.outside.journal.finish('record')
    later.outside.journal.end('failed', 'spaceTooSmall')
    await collect(await later.client.runs.apply({ planId: later.plan.id }))
    expect((await later.client.runs.list({ hostId: later.host.id })).runs).toHaveLength(1)
  })

  it('is refused when the plan says that it cannot be', async () => {
    const { client, outside, draft } = await planned()
    const reason = message('failure.runUnknown')
    outside.notices = [{ blocking: true, message: reason }]
    const plan = await client.plans.create({ from: 'draft', draftId: draft.id })
    const failure = await failureOfCall(client.runs.apply({ planId: plan.id }))
    expect(failure.code).toBe('planBlocked')
    expect(failure.message.params).toEqual({ reason })
    expect(outside.asked).not.toContain(`apply ${plan.id}`)
  })

  it('that went well leaves an account for each mailbox; its undo takes them away', async () => {
    const { client, outside, plan, host } = await planned()
    outside.journal.start()
    outside.journal.end()
    await collect(await client.runs.apply({ planId: plan.id }))
    const accounts = await client.mail.accounts({ hostId: host.id })
    expect(accounts).toHaveLength(1)
    expect(accounts[0]).toMatchObject({
      address: 'alice@example.test',
      login: 'alice@example.test',
      hasPassword: true,
      smtp: { host: address, port: 587, tls: 'starttls', serverName: 'mail.example.test' },
      pop3: { host: address, port: 995, tls: 'implicit' },
    })
    outside.undoJournal.start('undo')
    outside.undoJournal.end('undone')
    const undone = await collect(await client.runs.undo({ hostId: host.id, runId: plan.id }))
    expect(undone.map(({ event }) => event)).toEqual(['start', 'end'])
    expect(await client.mail.accounts({ hostId: host.id })).toEqual([])
    // Joined again, from the start or after what was seen of the apply: the undo is told, not the apply that is gone.
    for (const after of [0, 2]) {
      const [first, last] = await collect(await follow(client, host.id, plan.id, after))
      expect(first).toMatchObject({ event: 'start', mode: 'undo' })
      expect(last).toMatchObject({ event: 'end', state: 'undone' })
    }
  })

  it('that was undone elsewhere is told by its undo, which only the server knows', async () => {
    const { client, outside, plan, host } = await planned()
    outside.journal.start()
    outside.journal.end()
    await collect(await client.runs.apply({ planId: plan.id }))
    const [applied] = (await client.runs.list({ hostId: host.id })).runs
    if (applied === undefined) throw new Error('no run')
    outside.runs = [{ ...applied, state: 'undone' }]
    await client.runs.list({ hostId: host.id })
    const asked = outside.asked.length
    await collect(await follow(client, host.id, plan.id))
    expect(outside.asked.slice(asked)).toContain(`follow ${plan.id} 0`)
  })

  it('tells its draft how far the server is: done, tested, undone', async () => {
    const { client, outside, plan, host, draft } = await planned()
    const progress = () => client.drafts.progress({ id: draft.id })
    expect(await progress()).toEqual({ run: null, standing: false, proved: false })
    outside.journal.start()
    outside.journal.end()
    await collect(await client.runs.apply({ planId: plan.id }))
    expect(await progress()).toEqual({ run: 'done', standing: true, proved: false })
    for (const ok of [true, false, true]) {
      outside.testOk = ok
      const test = { hostId: host.id, draftId: draft.id, mailbox: 'alice' }
      for await (const event of await client.mail.test(test)) expect(event.event).toBe('report')
      expect(await progress()).toEqual({ run: 'done', standing: true, proved: ok })
    }
    outside.undoJournal.start('undo')
    outside.undoJournal.end('undone')
    await collect(await client.runs.undo({ hostId: host.id, runId: plan.id }))
    expect(await progress()).toEqual({ run: 'undone', standing: false, proved: false })
    const test = client.mail.test({ hostId: host.id, draftId: draft.id, mailbox: 'alice' })
    expect((await failureOfCall(collectTest(await test))).code).toBe('testNothingApplied')
  })
})

async function collectTest(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const event of stream) expect(event).toBeDefined()
}

describe('the list of runs', () => {
  const onServer = {
    id: 'r9',
    hostId: null,
    domain: 'example.test',
    state: 'done' as const,
    startedAt: noon.toISOString(),
    endedAt: noon.toISOString(),
    operator: 'other@elsewhere',
    changes: 4,
  }

  it('joins what the server and this computer know, and says where it does without the server', async () => {
    const { client, outside, host } = await planned()
    outside.runs = [onServer]
    const runs = [{ ...onServer, hostId: host.id }]
    expect(await client.runs.list({ hostId: host.id })).toEqual({ runs, unasked: null })
    outside.engine.listRuns = () => Promise.reject(fail('hostUnreachable', { host: 'mail.example.test' }))
    expect(await client.runs.list({ hostId: host.id })).toMatchObject({
      runs,
      unasked: { code: 'hostUnreachable' },
    })
  })

  it('names the run that has to be undone first, and undos that are not finished', async () => {
    const { client, outside, host } = await planned()
    const started = (minute: number) => new Date(noon.getTime() + minute * 60_000).toISOString()
    // In the order in which they began, whatever the clock said.
    outside.runs = [
      { ...onServer, id: 'first', startedAt: started(0) },
      { ...onServer, id: 'second', startedAt: started(9), state: 'undone' as const, undoing: true as const },
      { ...onServer, id: 'third', startedAt: started(3), state: 'failed' as const, undoing: true as const },
      { ...onServer, id: 'fourth', startedAt: started(6), state: 'undone' as const },
    ]
    const { runs } = await client.runs.list({ hostId: host.id })
    expect(runs.map(({ id, undoFirst, undoing }) => [id, undoFirst, undoing])).toEqual([
      ['second', undefined, undefined],
      ['fourth', undefined, undefined],
      ['third', undefined, true],
      ['first', 'third', undefined],
    ])
  })

  it('says why when nothing is known at all', async () => {
    const { client, outside, host } = await planned()
    outside.engine.listRuns = () => Promise.reject(new Error('no route'))
    expect((await failureOfCall(client.runs.list({ hostId: host.id }))).code).toBe('internal')
  })
})
