import { message } from '#shared/message.ts'
import type { DriftItem } from '#shared/model/drift.ts'
import { describe, expect, it } from 'vitest'
import { fakeChanges } from '#test/support/fake/fake-plans.ts'
import { labHost } from '../store/scratch-store.ts'
import { failureOfCall, scriptedCore } from './support/scripted-core.ts'

const path = '/etc/postfix/main.cf'
const item: DriftItem = {
  id: `path:${path}`,
  resource: `file:${path}`,
  name: path,
  aspects: ['changed'],
  title: message('drift.titlePath', { name: path }),
  findings: [message('drift.foundChanged')],
  before: 'a = 1\n',
  after: 'a = 2\n',
  language: 'properties',
  masked: false,
  at: null,
  who: [],
  plan: 'unknown',
  keepable: true,
  restorable: true,
  digest: 'seen',
}
const spec = {
  domain: 'example.test',
  hostname: 'mail.example.test',
  mailboxes: [{ name: 'alice', password: 'pass-alice' }],
}

async function driftedHost() {
  const scripted = await scriptedCore()
  const { client, outside } = scripted
  const host = await client.hosts.create({ ...labHost, address: '10.0.0.7' })
  outside.drift = {
    drift: {
      ...outside.drift.drift,
      lastRun: { id: 'r', domain: 'example.test', operator: 'o', endedAt: '2026-03-01T12:00:00.000Z' },
      items: [item],
    },
    others: new Set(),
  }
  const apply = async () => {
    const { id } = await client.plans.create({
      from: 'spec',
      hostId: host.id,
      spec: { ...serverSpecDefaults, ...spec },
    })
    outside.journal.start()
    outside.journal.end()
    for await (const event of await client.runs.apply({ planId: id })) void event
  }
  return { ...scripted, host, apply }
}

const serverSpecDefaults = {
  dns: { provider: 'manual' as const },
  accounts: 'virtual' as const,
  access: 'tls' as const,
  trustedNetworks: [],
  aliases: [],
}

describe('drift of a host', () => {
  it('is told without a verdict, and nothing can be put back, where no wish is known here', async () => {
    const { client, host } = await driftedHost()
    const found = await client.drift.look({ hostId: host.id })
    expect(found.items).toEqual([item])
    const kept = client.drift.keep({ hostId: host.id, path, digest: 'seen' })
    expect((await failureOfCall(kept)).code).toBe('wishUnknown')
    const back = client.drift.putBack({ hostId: host.id, resources: [item.resource] })
    expect((await failureOfCall(back)).code).toBe('wishUnknown')
  })

  it('is judged by the wish that was applied last, with its passwords', async () => {
    const { client, host, outside, apply } = await driftedHost()
    await apply()
    const found = await client.drift.look({ hostId: host.id })
    expect(found.items.map(({ plan }) => plan)).toEqual(['leaves'])
    expect(outside.specs.at(-1)?.mailboxes).toEqual([{ name: 'alice', password: 'pass-alice' }])
  })

  it('is kept as part of every later plan of the host until it is let go', async () => {
    const { client, host, outside, apply } = await driftedHost()
    await apply()
    const after = await client.drift.keep({ hostId: host.id, path, digest: 'seen' })
    expect(after).toMatchObject({ items: [], kept: [path] })
    await client.plans.create({ from: 'spec', hostId: host.id, spec: { ...serverSpecDefaults, ...spec } })
    expect(outside.specs.at(-1)?.keep).toEqual([{ path, content: 'a = 2\n' }])
    expect(await client.drift.release({ hostId: host.id, path })).toEqual({ released: true })
    await client.plans.create({ from: 'spec', hostId: host.id, spec: { ...serverSpecDefaults, ...spec } })
    expect(outside.specs.at(-1)).not.toHaveProperty('keep')
  })

  it('is not kept where it is another text than the one that was shown', async () => {
    const { client, host, apply } = await driftedHost()
    await apply()
    const kept = client.drift.keep({ hostId: host.id, path, digest: 'another' })
    expect((await failureOfCall(kept)).code).toBe('driftMoved')
  })

  it('is put back by a stored plan that is limited to what was chosen', async () => {
    const { client, host, outside, apply } = await driftedHost()
    await apply()
    const plan = await client.drift.putBack({ hostId: host.id, resources: [item.resource] })
    expect(outside.only.at(-1)).toEqual([item.resource])
    expect(await client.plans.get({ id: plan.id })).toEqual(plan)
  })

  it('is put back as the run left it where the wish itself would leave it', async () => {
    const { client, host, outside, apply } = await driftedHost()
    await apply()
    outside.satisfied = [{ id: item.resource, group: 'postfix', title: item.title }]
    await client.drift.putBack({ hostId: host.id, resources: [item.resource] })
    expect(outside.putBack.at(-1)).toEqual([{ path, content: 'a = 1\n' }])
    const [change] = fakeChanges
    if (change === undefined) throw new Error('no sample')
    outside.changes = [
      { ...change, id: item.resource, before: item.after, after: item.before, masked: false },
    ]
    await client.drift.putBack({ hostId: host.id, resources: [item.resource] })
    expect(outside.putBack.at(-1)).toEqual([])
  })
})
