import { duplexPair, type Duplex } from 'node:stream'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { dialDirect } from '#core/mail/dial.ts'
import { Pop3Session } from '#core/mail/pop3-session.ts'
import { Transcript } from '#core/mail/transcript.ts'
import { Secret } from '#shared/secret.ts'
import { makeCertificate } from './support/certificate.ts'
import { failureCode } from './support/failure-code.ts'
import { pop3Script, type Pop3PeerOptions } from './support/pop3-peer.ts'
import { type ScriptedPeer, scriptedPeer } from './support/scripted-peer.ts'

const certificate = makeCertificate('mail.test')
const password = new Secret('secret pass')
const odd = Buffer.concat([
  Buffer.from('Subject: dots\r\n\r\n.\r\n..\r\n.one dot\r\nbare \n.\n feed\r\n'),
  Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x00, 0xff, 0x80, 0x0d, 0x0a]),
  Buffer.from(`${'x'.repeat(200_000)}\r\nlast\r\n`),
])

let peers: ScriptedPeer[] = []
afterEach(async () => {
  await Promise.all(peers.map((peer) => peer.close()))
  peers = []
})

async function peerOf(options: Pop3PeerOptions): Promise<ScriptedPeer> {
  const peer = await scriptedPeer(pop3Script(options))
  peers.push(peer)
  return peer
}

const base = { dial: dialDirect(), user: 'alice', password, limits: { reply: 2_000, total: 20_000 } }

describe('a POP3 session', () => {
  it('brings back every byte of a message, dots, bare line feeds and long lines included', async () => {
    const peer = await peerOf({ messages: [odd] })
    const session = await Pop3Session.open({ ...base, server: peer.server() })
    expect((await session.message(1)).equals(odd)).toBe(true)
    await session.quit()
  })

  it('reads the same when every byte comes in a chunk of its own', async () => {
    const message = odd.subarray(0, 70)
    const whole = Buffer.concat([message, Buffer.from('\r\n')])
    const peer = await peerOf({ messages: [whole], bytewise: true })
    const session = await Pop3Session.open({ ...base, server: peer.server() })
    expect([...(await session.uidl())]).toEqual([[1, expect.stringMatching(/^[0-9a-f]{16}$/)]])
    expect((await session.message(1)).equals(whole)).toBe(true)
    await session.quit()
  })

  it('trusts the listing and not the counts in the status line', async () => {
    const peer = await peerOf({ messages: [odd, Buffer.from('a: b\r\n\r\nc\r\n')] })
    const session = await Pop3Session.open({ ...base, server: peer.server() })
    expect([...(await session.uidl())]).toHaveLength(2)
    expect((await session.list()).get(1)).toBe(odd.length)
    expect(await session.top([1, 7, 2], 0)).toEqual([odd, null, Buffer.from('a: b\r\n\r\nc\r\n')])
    await session.quit()
  })

  it('begins TLS by STLS, logs in after it and never before', async () => {
    const peer = await peerOf({ messages: [], certificate })
    const pinned = { kind: 'pinned', sha256: certificate.sha256 } as const
    const transcript = new Transcript([password])
    const session = await Pop3Session.open({ ...base, server: peer.server('starttls', pinned), transcript })
    await session.quit()
    expect(peer.heard.slice(0, 4).map((line) => line.split(' ')[0])).toEqual(['CAPA', 'STLS', 'CAPA', 'AUTH'])
    expect(transcript.lines.some((line) => line.from === 'note' && line.text.includes('TLSv1.3'))).toBe(true)
  })

  it('refuses a connection into which plaintext was slipped before TLS', async () => {
    const peer = await peerOf({ messages: [], certificate, injection: '+OK injected\r\n' })
    expect(await failureCode(Pop3Session.open({ ...base, server: peer.server('starttls') }))).toBe(
      'mailTlsInjected',
    )
    expect(peer.heard.some((line) => line.startsWith('AUTH'))).toBe(false)
  })

  it('does not log in when the pinned certificate is another, when STLS is missing, or when TLS is no TLS', async () => {
    const other = { kind: 'pinned', sha256: 'AA:'.repeat(31) + 'AA' } as const
    const changed = await peerOf({ messages: [], certificate })
    expect(await failureCode(Pop3Session.open({ ...base, server: changed.server('starttls', other) }))).toBe(
      'mailCertificateChanged',
    )
    const plain = await peerOf({ messages: [] })
    expect(await failureCode(Pop3Session.open({ ...base, server: plain.server('starttls') }))).toBe(
      'mailTlsMissing',
    )
    expect(await failureCode(Pop3Session.open({ ...base, server: plain.server('implicit') }))).toBe('mailTls')
    expect(
      await failureCode(
        Pop3Session.open({ ...base, server: changed.server('starttls', { kind: 'system' }) }),
      ),
    ).toBe('mailCertificateUntrusted')
    for (const peer of [changed, plain]) expect(peer.heard.join()).not.toMatch(/AUTH|PASS/)
  })

  it('takes USER and PASS where the server has no SASL, and an empty challenge where the token is too long', async () => {
    const old = await peerOf({ messages: [], capabilities: ['USER', 'UIDL'] })
    await (await Pop3Session.open({ ...base, server: old.server() })).quit()
    expect(old.heard).toContain('USER alice')
    const long = 'p'.repeat(300)
    const peer = await peerOf({ messages: [], password: long })
    await (await Pop3Session.open({ ...base, password: new Secret(long), server: peer.server() })).quit()
    expect(peer.heard).toContain('AUTH PLAIN')
  })

  it('tells a wrong password and writes down no password in any form', async () => {
    const peer = await peerOf({ messages: [] })
    const transcript = new Transcript([new Secret('wrong pass')])
    const wrong = Pop3Session.open({
      ...base,
      password: new Secret('wrong pass'),
      server: peer.server(),
      transcript,
    })
    expect(await failureCode(wrong)).toBe('mailLogin')
    const written = JSON.stringify(transcript.lines)
    expect(written).toContain('AUTH PLAIN •••')
    expect(written).not.toContain('wrong pass')
    expect(written).not.toContain(Buffer.from('\0alice\0wrong pass').toString('base64'))
  })

  it('refuses a user name with a line break instead of sending two commands', async () => {
    const peer = await peerOf({ messages: [], capabilities: ['USER'] })
    expect(await failureCode(Pop3Session.open({ ...base, user: 'a\r\nDELE 1', server: peer.server() }))).toBe(
      'mailProtocol',
    )
    expect(peer.heard).not.toContain('DELE 1')
  })

  it('removes nothing without a confirmed QUIT', async () => {
    const log: (readonly number[])[] = []
    const peer = await peerOf({ messages: [odd], expunge: (numbers) => log.push(numbers) })
    const left = await Pop3Session.open({ ...base, server: peer.server() })
    await left.markDeleted(1)
    left.close()
    const session = await Pop3Session.open({ ...base, server: peer.server() })
    expect(log).toEqual([])
    await session.markDeleted(1)
    await session.quit()
    expect(log).toEqual([[1]])
  })

  it('speaks over any stream, TLS too, as an SSH tunnel hands out no sockets', async () => {
    const peer = await peerOf({ messages: [odd], certificate })
    const tunnel = (host: string, port: number): Promise<Duplex> => {
      const [ours, theirs] = duplexPair()
      const socket = connect(port, host)
      socket.pipe(theirs).pipe(socket)
      return Promise.resolve(ours)
    }
    const session = await Pop3Session.open({ ...base, dial: tunnel, server: peer.server('starttls') })
    expect((await session.message(1)).equals(odd)).toBe(true)
    await session.quit()
  })
})

describe('a hostile POP3 server', () => {
  it('that never speaks is given up after the time for a reply', async () => {
    const peer = await scriptedPeer(() => undefined)
    peers.push(peer)
    const began = performance.now()
    const open = Pop3Session.open({ ...base, limits: { reply: 200 }, server: peer.server() })
    expect(await failureCode(open)).toBe('mailSilent')
    expect(performance.now() - began).toBeLessThan(1_500)
  })

  it('that trickles a byte now and then is given up after the time for all', async () => {
    const peer = await scriptedPeer(async (talk) => {
      talk.say('+OK ')
      while (!talk.socket.destroyed) {
        talk.say('x')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })
    peers.push(peer)
    const began = performance.now()
    const open = Pop3Session.open({ ...base, limits: { reply: 60_000, total: 400 }, server: peer.server() })
    expect(await failureCode(open)).toBe('mailSilent')
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it('that greets with a gigabyte costs neither memory nor patience', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'A')
    let sent = 0
    const peer = await scriptedPeer(async (talk) => {
      for (; sent < 1024 && !talk.socket.destroyed; sent += 1) {
        if (!talk.socket.write(chunk)) await new Promise((resolve) => talk.socket.once('drain', resolve))
      }
    })
    peers.push(peer)
    const before = process.memoryUsage().rss
    expect(await failureCode(Pop3Session.open({ ...base, server: peer.server() }))).toBe('mailProtocol')
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024)
    expect(sent).toBeLessThan(40)
  })

  it('that never ends a message, a listing or its capabilities is stopped at the limit', async () => {
    const endless = (trigger: string) =>
      scriptedPeer(async (talk) => {
        talk.say('+OK\r\n')
        for (let line = await talk.hear(); line !== null; line = await talk.hear()) {
          talk.say(line === 'CAPA' && trigger !== 'CAPA' ? '+OK\r\n.\r\n' : '+OK\r\n')
          if (!line.startsWith(trigger)) continue
          const flood = Buffer.from('1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(2_000))
          while (!talk.socket.destroyed) {
            if (!talk.socket.write(flood)) await new Promise((resolve) => talk.socket.once('drain', resolve))
          }
        }
      })
    const limits = { reply: 2_000, total: 20_000, bytes: 4_000_000, message: 1_000_000 }
    for (const [trigger, code] of [
      ['CAPA', 'mailProtocol'],
      ['RETR', 'mailTooLarge'],
      ['UIDL', 'mailTooMuch'],
    ] as const) {
      const peer = await endless(trigger)
      peers.push(peer)
      const talk = async (): Promise<void> => {
        const session = await Pop3Session.open({ ...base, limits, server: peer.server() })
        await (trigger === 'RETR' ? session.message(1) : session.uidl())
      }
      expect(await failureCode(talk())).toBe(code)
    }
  })

  it('that speaks another protocol, or paints on the terminal, is named and cleaned', async () => {
    const peer = await scriptedPeer((talk) => {
      talk.say('+OK \u001b[2J\u001b]0;owned\u0007hello\u0007\u202Egnp\r\n')
      talk.say('HTTP/1.1 400 Bad Request\r\n')
    })
    peers.push(peer)
    const transcript = new Transcript()
    expect(await failureCode(Pop3Session.open({ ...base, server: peer.server(), transcript }))).toBe(
      'mailProtocol',
    )
    expect(transcript.lines[0]?.text).toBe('+OK hellognp')
  })

  it('that is not there at all is told as refused, and a stop is told as a stop', async () => {
    const peer = await scriptedPeer(() => undefined)
    await peer.close()
    expect(await failureCode(Pop3Session.open({ ...base, server: peer.server() }))).toBe('mailRefused')
    const silent = await scriptedPeer(() => undefined)
    peers.push(silent)
    const signal = AbortSignal.timeout(100)
    const stopped = new AbortController()
    signal.addEventListener('abort', () => stopped.abort())
    const open = Pop3Session.open({ ...base, server: silent.server(), signal: stopped.signal })
    expect(await failureCode(open)).toBe('mailCancelled')
  })
})
