import type { Duplex } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { type Dial, dialDirect } from '#core/mail/dial.ts'
import { runMailTest } from '#core/mail/scenario.ts'
import type { MailTestInput } from '#core/mail/scenario-input.ts'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { TestReport, TestStageId } from '#shared/model/mail.ts'
import { Secret } from '#shared/secret.ts'
import { languages } from '#shared/language.ts'
import { createI18n, translate } from '#shared/translate.ts'
import { failureCode } from './support/failure-code.ts'
import { fakeMailHost, type FakeMailHost, type FakeMailHostOptions } from './support/fake-mail-host.ts'

const i18n = createI18n('en')
const hosts: FakeMailHost[] = []
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()))
})

async function host(options: FakeMailHostOptions = {}): Promise<FakeMailHost> {
  const started = await fakeMailHost(options)
  hosts.push(started)
  return started
}

function inputFor(fake: FakeMailHost, changes: Partial<MailTestInput> = {}): MailTestInput {
  return {
    address: '127.0.0.1',
    hostname: 'mail.test',
    mailbox: { login: 'alice', address: 'alice@a.test', password: new Secret('secret pass') },
    alias: { address: 'info@a.test' },
    ports: { ...fake.ports, submissions: null },
    trust: { kind: 'pinned', sha256: fake.sha256 },
    directDial: dialDirect(1_000),
    tunnelDial: null,
    arriveWithin: 1_500,
    pollEvery: 100,
    limits: { reply: 1_500 },
    ...changes,
  }
}

async function run(input: MailTestInput): Promise<TestReport> {
  let report: TestReport | null = null
  for await (const event of runMailTest(input)) {
    if (event.event === 'report') report = event.report
    else if (event.stage.state === 'fail') expect(event.stage.advice).not.toBeNull()
  }
  if (report === null) throw new Error('the test ended without a report')
  for (const { title, finding, advice } of report.stages) {
    for (const text of [title, finding, advice]) {
      if (text === null) continue
      for (const language of languages)
        expect(translate(i18n, text, language)).not.toMatch(/\{\{|^test\.|undefined/)
    }
  }
  expect(JSON.stringify(report)).not.toContain('secret pass')
  return report
}

const states = (report: TestReport): Record<string, string> =>
  Object.fromEntries(report.stages.map(({ id, state }) => [id, state]))

const said = (report: TestReport, id: TestStageId): string => {
  const stage = report.stages.find((found) => found.id === id)
  return [stage?.finding, stage?.advice].map((text) => (text ? translate(i18n, text, 'en') : '')).join(' ⇒ ')
}

const closed: Dial = () =>
  Promise.reject(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }))

// Each of these holds some twenty conversations, and the machine may be busy with other tests.
describe('the one-click test', { timeout: 60_000 }, () => {
  it('passes every stage on an honest server and leaves the mailbox empty', async () => {
    const fake = await host()
    const report = await run(inputFor(fake))
    expect(Object.values(states(report))).toEqual(Array(8).fill('pass'))
    expect(report).toMatchObject({ ok: true, route: 'direct', mailbox: 'alice@a.test' })
    expect(fake.maildrop()).toEqual([])
  })

  it('tells each stage as waiting, running and ended, and the report last', async () => {
    const fake = await host()
    const told: string[] = []
    for await (const event of runMailTest(
      inputFor(fake, { alias: { address: null, why: message('test.aliasShared') } }),
    )) {
      told.push(
        event.event === 'report' ? `report ${event.report.ok}` : `${event.stage.id} ${event.stage.state}`,
      )
    }
    expect(told.slice(8, 12)).toEqual(['reach running', 'reach pass', 'submit running', 'submit pass'])
    expect(told).toContain('alias skipped')
    expect(told.at(-1)).toBe('report true')
  })

  it('goes through SSH where the ports are shut from here, and blames the firewall', async () => {
    const fake = await host()
    const report = await run(inputFor(fake, { directDial: closed, tunnelDial: dialDirect() }))
    expect(report).toMatchObject({ ok: true, route: 'ssh' })
    expect(said(report, 'reach')).toMatch(/Firewall in between.*answer through the SSH connection/)
  })

  it('does not take a relay that only the server itself may use for an open one, nor for a proof', async () => {
    const fake = await host({ relay: 'open' })
    const report = await run(inputFor(fake, { directDial: closed, tunnelDial: dialDirect() }))
    expect(states(report)['relay']).toBe('skipped')
    expect(report.ok).toBe(false)
  })

  it('skips what depends on ports that answer on no way, and is not ok', async () => {
    const fake = await host()
    const report = await run(inputFor(fake, { directDial: closed }))
    expect(states(report)).toMatchObject({
      reach: 'fail',
      submit: 'skipped',
      alias: 'skipped',
      relay: 'skipped',
    })
    expect(said(report, 'reach')).toContain('Firewall in between')
    expect(report.ok).toBe(false)
  })

  it.each([
    ['Connection refused', /Postfix: .*nothing listens there/],
    ['administratively prohibited', /Firewall in between: .*did not answer on port/],
  ])('believes SSH when it cannot connect on either (%s)', async (detail, words) => {
    const fake = await host()
    const tunnelDial: Dial = () =>
      Promise.reject(fail('forwardingRefused', { host: 'mail.test', target: '127.0.0.1:25', detail }))
    const report = await run(inputFor(fake, { directDial: closed, tunnelDial }))
    expect(said(report, 'reach')).toMatch(words)
  })

  it('does not take “250 queued” for delivery, and says what the log of the server says', async () => {
    const fake = await host({ deliver: 'never' })
    const line = (id: string): string =>
      `postfix/lmtp[9]: ${id}: to=<alice@a.test>, status=deferred (connect to mail.test[private/dovecot-lmtp]: No such file or directory)`
    const blind = await run(inputFor(fake))
    expect(states(blind)).toMatchObject({
      submit: 'pass',
      arrive: 'fail',
      compare: 'skipped',
      delete: 'skipped',
    })
    expect(said(blind, 'arrive')).toContain('is not delivery yet')
    const seeing = await run(inputFor(fake, { deliveryLog: (id) => Promise.resolve(line(id)) }))
    expect(said(seeing, 'arrive')).toMatch(/LMTP.*put off: connect to/)
  })

  it('stops waiting when the message was bounced', async () => {
    const fake = await host({ deliver: 'never' })
    const bounced = (id: string): Promise<string> =>
      Promise.resolve(
        `postfix/lmtp[9]: ${id}: to=<alice@a.test>, status=bounced (550 5.1.1 User doesn't exist)`,
      )
    const began = performance.now()
    const report = await run(inputFor(fake, { deliveryLog: bounced, arriveWithin: 60_000 }))
    expect(said(report, 'arrive')).toContain('Recipient tables')
    expect(performance.now() - began).toBeLessThan(40_000)
  })

  it.each([
    ['subject', /subject is another/],
    ['body', /text of the body/],
    ['attachment', /attachment is not/],
  ] as const)(
    'notices a changed %s, blames the content and still deletes the message',
    async (part, words) => {
      const fake = await host({ damage: part })
      const report = await run(inputFor(fake))
      expect(states(report)).toMatchObject({ compare: 'fail', delete: 'pass', alias: 'fail' })
      expect(said(report, 'compare')).toMatch(words)
      expect(fake.maildrop()).toEqual([])
    },
  )

  it('fails when any password is good enough, when relaying is open, or only put off', async () => {
    const careless = await run(inputFor(await host({ anyPassword: true })))
    expect(states(careless)).toMatchObject({ wrongPassword: 'fail', relay: 'pass' })
    const open = await run(inputFor(await host({ relay: 'open' })))
    expect(said(open, 'relay')).toContain('for anybody')
    const deferred = await run(inputFor(await host({ relay: 'deferred' })))
    expect(said(deferred, 'relay')).toContain('reject_unauth_destination')
    for (const report of [careless, open, deferred]) expect(report.ok).toBe(false)
  })

  it('blames the login when the password of the mailbox is wrong', async () => {
    const fake = await host()
    const mailbox = { login: 'alice', address: 'alice@a.test', password: new Secret('not it at all') }
    const report = await run(inputFor(fake, { mailbox }))
    expect(states(report)).toMatchObject({
      submit: 'fail',
      arrive: 'skipped',
      wrongPassword: 'pass',
      relay: 'pass',
    })
    expect(said(report, 'submit')).toContain('Account and password')
  })

  it('fails when a deletion does not hold', async () => {
    const report = await run(inputFor(await host({ keepsDeleted: true })))
    expect(states(report)).toMatchObject({ compare: 'pass', delete: 'fail' })
  })

  it('stops when told to, and takes its message away', async () => {
    const fake = await host()
    const stop = new AbortController()
    const stopped = (async () => {
      for await (const event of runMailTest(inputFor(fake, { signal: stop.signal }))) {
        if (event.event === 'stage' && event.stage.id === 'arrive' && event.stage.state === 'pass')
          stop.abort()
      }
    })()
    expect(await failureCode(stopped)).toBe('mailCancelled')
    expect(fake.maildrop()).toEqual([])
  })

  it('ends in words against a server that accepts and says nothing', async () => {
    const fake = await host()
    const mute: Dial = async (address, port): Promise<Duplex> => {
      const socket = await dialDirect()(address, port)
      socket.push = () => true
      return socket
    }
    const report = await run(inputFor(fake, { directDial: mute, limits: { reply: 300 } }))
    expect(states(report)).toMatchObject({ reach: 'fail' })
    expect(said(report, 'reach')).toMatch(/did not answer in time/)
  })
})
