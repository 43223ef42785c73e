import { describe, expect, it } from 'vitest'
import type { Plan } from '#core/plan/plan.ts'
import type { RunEvent, RunSummary } from '#shared/model/run.ts'
import { Secret } from '#shared/secret.ts'
import { labHost, noon, scratchStore } from './scratch-store.ts'

const at = noon.toISOString()

function samplePlan(id: string): Plan {
  const spec = {
    domain: 'example.test',
    hostname: 'mail.example.test',
    dns: { provider: 'manual' as const },
    accounts: 'virtual' as const,
    mailboxes: [{ name: 'alice' }],
    aliases: [],
    access: 'tls' as const,
    trustedNetworks: [],
  }
  const view = {
    id,
    createdAt: at,
    target: { address: '10.0.0.1', system: 'Debian', hostname: 'h' },
    spec,
    factsDigest: 'd',
    changes: [],
    satisfied: [],
    notices: [],
    unfinishedRun: null,
  }
  return { view, program: 'echo $6$hash' }
}

async function storeWithHost() {
  const { store } = await scratchStore()
  return { store, hostId: store.hosts.create(labHost, noon).id }
}

const run: RunSummary = {
  id: 'r1',
  hostId: null,
  domain: 'example.test',
  state: 'running',
  startedAt: at,
  endedAt: null,
  operator: 'me@here',
  changes: 3,
}
const output = (n: number, text = `line ${n}`): RunEvent => ({ n, at, event: 'output', step: 's', text })

describe('stored plans', () => {
  it('come back as the engine made them, with the passwords they were made from', async () => {
    const { store, hostId } = await storeWithHost()
    const passwords = new Map([['alice', new Secret('secret-a')]])
    store.plans.add(samplePlan('p1'), { hostId, draftId: null, passwords })
    expect(store.plans.program('p1')).toEqual(samplePlan('p1'))
    expect(store.plans.get('p1')).toMatchObject({ hostId, appliedAt: null })
    expect(store.plans.passwords('p1').get('alice')?.reveal('login')).toBe('secret-a')
  })

  it('know which was applied last, and when it first was', async () => {
    const { store, hostId } = await storeWithHost()
    for (const id of ['p1', 'p2', 'p3']) {
      store.plans.add(samplePlan(id), { hostId, draftId: null, passwords: new Map() })
    }
    expect(store.plans.lastApplied(hostId)).toBeNull()
    store.plans.markApplied('p2', noon)
    store.plans.markApplied('p1', new Date(noon.getTime() + 1000))
    store.plans.markApplied('p2', new Date(noon.getTime() + 5000))
    expect(store.plans.lastApplied(hostId)?.view.id).toBe('p1')
    expect(store.plans.get('p2').appliedAt).toBe(at)
  })

  it('are kept when applied; of the others the last twenty of a host', async () => {
    const { store, hostId } = await storeWithHost()
    for (let n = 10; n < 40; n += 1) {
      store.plans.add(samplePlan(`p${n}`), { hostId, draftId: null, passwords: new Map() })
      if (n === 10) store.plans.markApplied('p10', noon)
    }
    expect(store.plans.find('p10')).not.toBeNull()
    expect(store.plans.find('p19')).toBeNull()
    expect(store.plans.find('p20')).not.toBeNull()
  })
})

describe('stored runs', () => {
  it('keep their events by journal, each number once', async () => {
    const { store, hostId } = await storeWithHost()
    store.runs.put(hostId, run)
    store.runs.keep(hostId, 'r1', 'run', output(1))
    store.runs.keep(hostId, 'r1', 'run', output(2))
    store.runs.keep(hostId, 'r1', 'run', output(2, 'told again'))
    store.runs.keep(hostId, 'r1', 'undo', output(1, 'of the undo'))
    expect(store.runs.events(hostId, 'r1', 'run', 0)).toEqual([output(1), output(2, 'told again')])
    expect(store.runs.events(hostId, 'r1', 'run', 1)).toHaveLength(1)
    expect(store.runs.events(hostId, 'r1', 'undo', 0)).toEqual([output(1, 'of the undo')])
  })

  it('move with their events, and an interruption is noted but is no line of the journal', async () => {
    const { store, hostId } = await storeWithHost()
    store.runs.put(hostId, { ...run, state: 'interrupted' })
    store.runs.keep(hostId, 'r1', 'run', { n: 1, at, event: 'start', run: 'r1', mode: 'apply', steps: [] })
    expect(store.runs.find(hostId, 'r1')?.state).toBe('running')
    store.runs.keep(hostId, 'r1', 'run', {
      n: 1,
      at,
      event: 'end',
      ok: false,
      state: 'interrupted',
      failure: null,
    })
    expect(store.runs.find(hostId, 'r1')?.state).toBe('interrupted')
    expect(store.runs.events(hostId, 'r1', 'run', 0)).toHaveLength(1)
    store.runs.keep(hostId, 'r1', 'run', { n: 2, at, event: 'end', ok: true, state: 'done', failure: null })
    expect(store.runs.find(hostId, 'r1')).toMatchObject({ state: 'done', endedAt: at, hostId })
  })

  it('go with their host', async () => {
    const { store, hostId } = await storeWithHost()
    store.plans.add(samplePlan('r1'), { hostId, draftId: null, passwords: new Map() })
    store.runs.put(hostId, run)
    store.runs.keep(hostId, 'r1', 'run', output(1))
    store.hosts.remove(hostId)
    expect(store.runs.list(hostId)).toEqual([])
    expect(store.runs.events(hostId, 'r1', 'run', 0)).toEqual([])
    expect(store.plans.find('r1')).toBeNull()
  })
})

describe('mail accounts', () => {
  const server = { host: 'h', port: 587, tls: 'starttls' as const, trust: { kind: 'system' as const } }
  const account = {
    hostId: null,
    address: 'alice@example.test',
    login: 'alice',
    smtp: server,
    pop3: server,
  }

  it('keep a password that is left out, and say when there is none', async () => {
    const { store } = await scratchStore()
    const { id, hasPassword } = store.mailAccounts.create({ ...account, password: 'pw-1234' }, noon)
    expect(hasPassword).toBe(true)
    store.mailAccounts.update(id, { ...account, login: 'alice2' })
    expect(store.mailAccounts.password(id).reveal('login')).toBe('pw-1234')
    expect(store.mailAccounts.update(id, { ...account, password: '' }).hasPassword).toBe(false)
    expect(() => store.mailAccounts.password(id)).toThrow('accountPasswordMissing')
  })

  it('that a plan made go with its undo; one that was there before is only brought up to date', async () => {
    const { store, hostId } = await storeWithHost()
    const own = store.mailAccounts.create({ ...account, hostId, password: 'old-pass' }, noon)
    const put = (address: string, password?: string) =>
      store.mailAccounts.putFromPlan(
        'p1',
        { ...account, hostId, address, ...(password ? { password } : {}) },
        noon,
      )
    expect(put('alice@example.test').id).toBe(own.id)
    expect(store.mailAccounts.password(own.id).reveal('login')).toBe('old-pass')
    put('bob@example.test', 'bob-pass')
    expect(store.mailAccounts.list(hostId).map(({ address }) => address)).toEqual([
      'alice@example.test',
      'bob@example.test',
    ])
    store.mailAccounts.removeOfPlan('p1')
    expect(store.mailAccounts.list(hostId).map(({ id }) => id)).toEqual([own.id])
  })
})

describe('settings', () => {
  it('are the defaults until saved, and again where what is stored makes no sense', async () => {
    const { store } = await scratchStore()
    expect(store.settings.get()).toEqual({ language: 'en', theme: 'auto' })
    expect(store.settings.save({ language: 'zh', theme: 'dark' })).toEqual({ language: 'zh', theme: 'dark' })
    expect(store.settings.get()).toEqual({ language: 'zh', theme: 'dark' })
  })
})
