import { afterEach, describe, expect, it } from 'vitest'
import { type Dial, dialDirect } from '#core/mail/dial.ts'
import { chosenNetworks, isInNetworks } from '#core/mail/ip-networks.ts'
import type { MailTestInput } from '#core/mail/scenario-input.ts'
import { relayStage } from '#core/mail/scenario-stages.ts'
import { listMessage } from '#shared/list-message.ts'
import { message } from '#shared/message.ts'
import { Secret } from '#shared/secret.ts'
import { fakeMailHost, type FakeMailHost } from './support/fake-mail-host.ts'

const hosts: FakeMailHost[] = []
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()))
})

/** A way to a server on loopback that answers a foreign recipient so, whatever address is asked for. */
async function wayTo(relay: 'open' | 'denied'): Promise<Dial> {
  const host = await fakeMailHost({ relay })
  hosts.push(host)
  return (_address, _port, signal) => dialDirect(1_000)('127.0.0.1', host.ports.smtp, signal)
}

async function stage(changes: Partial<MailTestInput>, from: 'open' | 'denied') {
  const directDial = await wayTo(from)
  const input: MailTestInput = {
    address: '192.0.2.9',
    hostname: 'mail.test',
    mailbox: { login: 'alice', address: 'alice@a.test', password: new Secret('x') },
    alias: { address: null, why: message('test.aliasNone') },
    trust: { kind: 'any' },
    directDial,
    tunnelDial: null,
    ...changes,
  }
  const server = { host: input.address, port: 25, tls: 'none', trust: input.trust } as const
  return relayStage(input, { server, dial: directDial, through: 'direct' })
}

describe('the relay stage', () => {
  it('says that it proved nothing where all that it can ask from is trusted by choice', async () => {
    const trustedNetworks = ['127.0.0.0/8', '192.0.2.0/24']
    expect(await stage({ trustedNetworks, tunnelDial: await wayTo('open') }, 'open')).toMatchObject({
      state: 'skipped',
      byChoice: true,
      finding: {
        key: 'test.relayByChoice',
        params: { address: '127.0.0.1', networks: listMessage(trustedNetworks) },
      },
    })
    expect(await stage({ trustedNetworks: ['127.0.0.1/32'] }, 'open')).toMatchObject({ state: 'skipped' })
  })

  it('proves the refusal from the server’s own address where that is not trusted', async () => {
    const trustedNetworks = ['127.0.0.0/8']
    expect(await stage({ trustedNetworks, tunnelDial: await wayTo('denied') }, 'open')).toMatchObject({
      state: 'pass',
      finding: {
        key: 'test.relayPassOutside',
        params: { address: '192.0.2.9', source: '127.0.0.1' },
      },
    })
    expect(await stage({ trustedNetworks, tunnelDial: await wayTo('open') }, 'open')).toMatchObject({
      state: 'fail',
    })
  })

  it('takes networks that were kept for trusted, and asks for them only where the server relays', async () => {
    const keptNetworks = () => Promise.resolve(['127.0.0.0/8'])
    expect(await stage({ keptNetworks, tunnelDial: await wayTo('denied') }, 'open')).toMatchObject({
      state: 'pass',
      finding: { key: 'test.relayPassOutside' },
    })
    expect(await stage({ keptNetworks, tunnelDial: await wayTo('open') }, 'open')).toMatchObject({
      state: 'fail',
    })
    const unasked = () => Promise.reject(new Error('asked'))
    expect(await stage({ keptNetworks: unasked }, 'denied')).toMatchObject({ state: 'pass' })
    expect(await stage({ keptNetworks: unasked }, 'open')).toMatchObject({ state: 'fail' })
  })

  it('is red where somebody relays who was not trusted, and green where nobody does', async () => {
    expect(await stage({ trustedNetworks: ['10.0.0.0/8'] }, 'open')).toMatchObject({ state: 'fail' })
    expect(await stage({}, 'open')).toMatchObject({ state: 'fail' })
    expect(await stage({ trustedNetworks: ['127.0.0.0/8'] }, 'denied')).toMatchObject({ state: 'pass' })
  })
})

describe('isInNetworks', () => {
  it('knows networks of both families, single addresses and mapped ones, and doubts all else', () => {
    const networks = ['192.168.10.0/24', 'fd00::/64', '10.1.2.3', 'nonsense']
    for (const inside of ['192.168.10.7', '::ffff:192.168.10.7', 'fd00::9', '10.1.2.3'])
      expect(isInNetworks(inside, networks), inside).toBe(true)
    for (const outside of ['192.168.11.7', 'fd01::9', '10.1.2.4', '', 'mail.test'])
      expect(isInNetworks(outside, networks), outside).toBe(false)
  })
})

describe('chosenNetworks', () => {
  it('leaves out what is no choice: the whole world or much of it, tables, names, nonsense', () => {
    const value =
      '127.0.0.0/8 [::1]/128, 10.213.77.0/24\n[fd00::]/64 192.0.2.7 0.0.0.0/0 128.0.0.0/1 [::]/0 [2000::]/3 cidr:/etc/postfix/x ' +
      '!10.1.1.1 mail.test 10.0.0.0/99 10.0.0.0/8/8 10.0.0.0/-1 \u0000'
    expect(chosenNetworks(value)).toEqual([
      '127.0.0.0/8',
      '::1/128',
      '10.213.77.0/24',
      'fd00::/64',
      '192.0.2.7',
    ])
  })
})
