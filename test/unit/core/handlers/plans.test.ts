import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyFields } from '#shared/model/draft.ts'
import { fail } from '#shared/fail.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { bytesOf, labHost } from '../store/scratch-store.ts'
import { failureOfCall, scriptedCore } from './support/scripted-core.ts'

const fields = {
  ...emptyFields,
  domain: ' Example.test ',
  hostname: 'mail.example.test',
  forwarders: ['223.5.5.5', '  '],
  mailboxes: [
    { name: 'alice', password: 'pass-alice', hasPassword: false },
    { name: 'bob', password: '', hasPassword: false },
  ],
  aliases: [{ name: 'info', to: ['alice', ''] }],
}

async function drafted(changed: Partial<typeof fields> = {}) {
  const scripted = await scriptedCore()
  const host = await scripted.client.hosts.create({ ...labHost, address: '10.0.0.7' })
  const draft = await scripted.client.drafts.create({ hostId: host.id })
  await scripted.client.drafts.save({ ...draft, fields: { ...fields, ...changed } })
  return { ...scripted, host, draft }
}

describe('a plan', () => {
  it('is made from the draft as typed, its stored passwords and the kept connection', async () => {
    const { client, outside, draft } = await drafted()
    const plan = await client.plans.create({ from: 'draft', draftId: draft.id })
    expect(plan.id).toMatch(/^20260301T120000-[0-9a-f]{8}$/)
    expect(outside.specs[0]).toEqual({
      domain: 'example.test',
      hostname: 'mail.example.test',
      dns: { provider: 'bind', forwarders: ['223.5.5.5'], useForServer: true },
      accounts: 'virtual',
      access: 'tls',
      trustedNetworks: [],
      mailboxes: [{ name: 'alice', password: 'pass-alice' }, { name: 'bob' }],
      aliases: [{ name: 'info', to: ['alice'] }],
    })
    expect((await client.drafts.get({ id: draft.id })).planId).toBe(plan.id)
    await client.plans.create({ from: 'draft', draftId: draft.id })
    expect(outside.asked.filter((each) => each === 'connect')).toHaveLength(1)
    expect(await client.plans.get({ id: plan.id })).toEqual(plan)
    expect(await client.plans.program({ id: plan.id })).toEqual({ text: 'true' })
    const { yaml } = await client.plans.spec({ id: plan.id })
    expect(yaml).toContain('domain: example.test')
    expect(yaml).not.toContain('pass-alice')
  })

  it('connects afresh once when the kept connection is dead, and after the profile changed', async () => {
    const { client, outside, draft, host } = await drafted()
    await client.plans.create({ from: 'draft', draftId: draft.id })
    outside.planFailure = fail('connectionLost', { host: 'h' })
    expect((await failureOfCall(client.plans.create({ from: 'draft', draftId: draft.id }))).code).toBe(
      'connectionLost',
    )
    expect(outside.asked.filter((each) => each === 'connect')).toHaveLength(2)
    outside.planFailure = null
    await client.hosts.update({ id: host.id, host: { ...labHost, address: '10.0.0.8' } })
    await client.plans.create({ from: 'draft', draftId: draft.id })
    expect(outside.targets.at(-1)?.address).toBe('10.0.0.8')
  })

  it('names every field that is wrong, in both languages', async () => {
    const { client, draft, outside } = await drafted({ domain: 'nodots', aliases: [{ name: 'x y', to: [] }] })
    const failure = await failureOfCall(client.plans.create({ from: 'draft', draftId: draft.id }))
    expect(failure.code).toBe('specInvalid')
    const words = translate(createI18n('en'), failure.message)
    expect(words).toContain('domain:')
    expect(words).toContain('aliases[1].name:')
    expect(words).not.toContain('spec.')
    expect(translate(createI18n('zh'), failure.message)).toContain('domain：')
    expect(outside.asked).not.toContain('connect')
  })

  it('needs a host, and a login that is stored', async () => {
    const { client, host } = await drafted()
    const draft = await client.drafts.create({ hostId: null })
    await client.drafts.save({ ...draft, fields })
    const make = () => failureOfCall(client.plans.create({ from: 'draft', draftId: draft.id }))
    expect((await make()).code).toBe('draftWithoutHost')
    await client.hosts.update({ id: host.id, host: { ...labHost, auth: { kind: 'password', password: '' } } })
    await client.drafts.save({ ...draft, hostId: host.id, fields })
    expect((await make()).code).toBe('loginSecretMissing')
  })
})

describe('the mail test', () => {
  it('takes what was applied last, and the password from draft, plan or account', async () => {
    const { client, outside, draft, host } = await drafted()
    const test = async (mailbox: string) => {
      const wish = { hostId: host.id, draftId: draft.id, mailbox }
      for await (const event of await client.mail.test(wish)) expect(event.event).toBe('report')
      return outside.mailTests.at(-1)
    }
    expect((await failureOfCall(test('alice'))).code).toBe('testNothingApplied')
    const plan = await client.plans.create({ from: 'draft', draftId: draft.id })
    outside.journal.start()
    outside.journal.end()
    for await (const _ of await client.runs.apply({ planId: plan.id }));
    const input = await test('alice@example.test')
    expect(input?.mailbox.login).toBe('alice@example.test')
    expect(input?.mailbox.password.reveal('login')).toBe('pass-alice')
    expect(input?.alias).toEqual({ address: 'info@example.test' })
    expect((await failureOfCall(test('carol'))).code).toBe('testMailboxUnknown')
    expect((await failureOfCall(test('bob'))).code).toBe('accountPasswordMissing')
  })
})

describe('what goes wrong', () => {
  it('is told without stack or secret, and written to the log without secret', async () => {
    const { client, outside, draft, directory } = await drafted()
    const leak =
      'sending pass-alice and -----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----'
    outside.planFailure = new Error(leak)
    const failure = await failureOfCall(client.plans.create({ from: 'draft', draftId: draft.id }))
    expect(failure.code).toBe('internal')
    expect(JSON.stringify(failure)).not.toMatch(/pass-alice|BEGIN|\bat\s/)
    const log = readFileSync(join(directory, 'logs', 'mailwright.log'), 'utf8')
    expect(log).toContain('plans.create')
    expect(log).toContain('plans.test.ts')
    expect(log).not.toMatch(/pass-alice|abc/)
    expect(bytesOf(directory).includes('pass-alice')).toBe(false)
  })

  it('hides secrets in the evidence of others', async () => {
    const { client, outside, draft } = await drafted()
    const evidence = 'the server said: pass-alice is wrong, $6$salt$abcdefghijklmnop'
    outside.planFailure = fail('runUnknown', {}, { evidence })
    const failure = await failureOfCall(client.plans.create({ from: 'draft', draftId: draft.id }))
    expect(failure.evidence).toBe('the server said: ••• is wrong, •••')
  })

  it('with input is told by field', async () => {
    const { client } = await scriptedCore()
    const failure = await failureOfCall(client.hosts.create({ ...labHost, name: '', port: 0 }))
    expect(failure.code).toBe('inputInvalid')
    expect(translate(createI18n('en'), failure.message)).toBe(
      'Some of what was entered cannot be accepted: name: Give the host a name.; port: A port is a number from 1 to 65535.',
    )
  })
})
