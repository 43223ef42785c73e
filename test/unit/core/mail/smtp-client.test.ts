import { connect, type Socket } from 'node:net'
import { duplexPair } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { composeMessage } from '#core/mail/compose-message.ts'
import { dialDirect } from '#core/mail/dial.ts'
import { probeRelay } from '#core/mail/relay-probe.ts'
import { checkSmtpLogin, sendMessage, type SmtpOptions } from '#core/mail/smtp-client.ts'
import { Transcript } from '#core/mail/transcript.ts'
import type { ComposedMail } from '#shared/model/mail.ts'
import { Secret } from '#shared/secret.ts'
import { makeCertificate } from './support/certificate.ts'
import { failureCode } from './support/failure-code.ts'
import { scriptedPeer } from './support/scripted-peer.ts'
import { smtpPeer } from './support/smtp-peer.ts'

const certificate = makeCertificate('mail.test')
const tls = { key: certificate.key, cert: certificate.cert }
const pinned = { kind: 'pinned', sha256: certificate.sha256 } as const
const login = { user: 'alice', password: new Secret('secret pass') }
const base = { dial: dialDirect(), login, limits: { reply: 2_000, total: 15_000 } }
const mail: ComposedMail = {
  from: '张三 <alice@a.test>',
  to: ['bob@a.test'],
  cc: ['李四 <carol@a.test>'],
  subject: '中文主题',
  text: '.\n正文\n',
  attachments: [],
}

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((peer) => peer.close()))
})

async function started<T extends { close(): Promise<void> }>(peer: Promise<T>): Promise<T> {
  open.push(await peer)
  return peer
}

const send = async (options: SmtpOptions) => sendMessage(options, await composeMessage(mail))

describe('the SMTP client', () => {
  it.each([
    ['none', {}],
    ['starttls', {}],
    ['implicit', { secure: true }],
  ] as const)('logs in and sends over %s, and names the queue id', async (mode, options) => {
    const peer = await started(smtpPeer({ ...tls, ...options, allowInsecureAuth: true }))
    const transcript = new Transcript([login.password])
    const result = await send({ ...base, server: peer.server(mode, pinned), transcript })
    expect(result).toMatchObject({
      queueId: '4ZxQ7bTest',
      accepted: ['bob@a.test', 'carol@a.test'],
      rejected: [],
    })
    expect(peer.delivered[0]).toMatchObject({ from: 'alice@a.test', to: ['bob@a.test', 'carol@a.test'] })
    expect(peer.delivered[0]?.raw.toString()).toContain(result.messageId)
    const written = result.transcript.map(({ text }) => text).join('\n')
    expect(written).toContain('AUTH PLAIN •••')
    expect(written).toMatch(/⋯ \d+ B ⋯/)
    expect(written).not.toContain('secret pass')
    expect(written).not.toContain(Buffer.from('\0alice\0secret pass').toString('base64'))
  })

  it('masks the password of AUTH LOGIN too', async () => {
    const peer = await started(smtpPeer({ ...tls, authMethods: ['LOGIN'] }))
    const transcript = new Transcript([login.password])
    await send({ ...base, server: peer.server('starttls'), transcript })
    const written = transcript.lines.map(({ text }) => text).join('\n')
    expect(written).toContain('AUTH LOGIN\n')
    expect(written).not.toContain(Buffer.from('secret pass').toString('base64').replace(/=+$/, ''))
  })

  it('lists the recipients that were refused beside those that were taken', async () => {
    const peer = await started(
      smtpPeer({
        onRcptTo: ({ address }, _session, done) => {
          if (address.startsWith('bob')) done()
          else done(Object.assign(new Error('5.1.1 User unknown'), { responseCode: 550 }))
        },
        allowInsecureAuth: true,
      }),
    )
    const result = await send({ ...base, server: peer.server() })
    expect(result.accepted).toEqual(['bob@a.test'])
    expect(result.rejected).toEqual([{ recipient: 'carol@a.test', reply: '550 5.1.1 User unknown' }])
  })

  it('names what was refused: login, recipient, relaying, sender, message, now', async () => {
    const refuse = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode })
    const cases = [
      ['mailRecipient', { onRcptTo: (_a, _s, done) => done(refuse(550, '5.1.1 User unknown')) }],
      ['mailRelayDenied', { onRcptTo: (_a, _s, done) => done(refuse(554, '5.7.1 Relay access denied')) }],
      ['mailLater', { onRcptTo: (_a, _s, done) => done(refuse(450, '4.2.0 Greylisted')) }],
      ['mailSender', { onMailFrom: (_a, _s, done) => done(refuse(553, '5.7.1 not owned by user')) }],
      [
        'mailRefusedMessage',
        { onData: (stream, _s, done) => stream.on('end', () => done(refuse(552, 'full'))).resume() },
      ],
    ] as const satisfies [string, Parameters<typeof smtpPeer>[0]][]
    for (const [code, options] of cases) {
      const peer = await started(smtpPeer({ ...options, allowInsecureAuth: true }))
      expect(await failureCode(send({ ...base, server: peer.server() }))).toBe(code)
    }
    const narrow = await started(smtpPeer({ size: 100, allowInsecureAuth: true }))
    await expect(send({ ...base, server: narrow.server() })).rejects.toMatchObject({
      failure: { code: 'mailOverLimit', message: { params: { limit: '100 B' } } },
    })
    const peer = await started(smtpPeer({ allowInsecureAuth: true }))
    const wrong = { user: 'alice', password: new Secret('wrong one') }
    expect(await failureCode(checkSmtpLogin({ ...base, login: wrong, server: peer.server() }))).toBe(
      'mailLogin',
    )
  })

  it('tells a server that puts STARTTLS off from one without TLS', async () => {
    const answering = (reply: string) =>
      started(
        scriptedPeer(async (talk) => {
          talk.say('220 mail.a.test\r\n')
          for (let line = await talk.hear(); line !== null; line = await talk.hear())
            talk.say(line.startsWith('EHLO') ? '250-mail.a.test\r\n250 STARTTLS\r\n' : `${reply}\r\n`)
        }),
      )
    const later = await answering('454 4.3.0 Try again later')
    expect(await failureCode(send({ ...base, server: later.server('starttls') }))).toBe('mailLater')
    const missing = await answering('454 4.7.0 TLS not available due to local problem')
    expect(await failureCode(send({ ...base, server: missing.server('starttls') }))).toBe('mailTlsMissing')
  })

  it('says nothing secret to a server without TLS, with another certificate, or without a login', async () => {
    const plain = await started(
      smtpPeer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true }),
    )
    expect(await failureCode(send({ ...base, server: plain.server('starttls') }))).toBe('mailTlsMissing')
    expect(await failureCode(send({ ...base, server: plain.server('implicit') }))).toBe('mailTls')
    const strange = await started(smtpPeer(tls))
    const other = { kind: 'pinned', sha256: 'AB:'.repeat(31) + 'AB' } as const
    expect(await failureCode(send({ ...base, server: strange.server('starttls', other) }))).toBe(
      'mailCertificateChanged',
    )
    expect(await failureCode(send({ ...base, server: strange.server('starttls', { kind: 'system' }) }))).toBe(
      'mailCertificateUntrusted',
    )
    const mute = await started(smtpPeer({ ...tls, disabledCommands: ['AUTH'] }))
    expect(await failureCode(send({ ...base, server: mute.server('starttls') }))).toBe('mailAuthMissing')
    for (const peer of [plain, strange, mute]) expect(peer.delivered).toEqual([])
  })

  it('sends through a stream that is no socket', async () => {
    const peer = await started(smtpPeer(tls))
    const tunnel: SmtpOptions['dial'] = (host, port) => {
      const [ours, theirs] = duplexPair()
      const socket = connect(port, host)
      socket.pipe(theirs).pipe(socket)
      return Promise.resolve(ours)
    }
    await send({ ...base, dial: tunnel, server: peer.server('starttls', pinned) })
    expect(peer.delivered).toHaveLength(1)
  })

  it.each([
    ['says nothing', 'mailSilent', () => undefined],
    ['hangs up', 'mailClosed', (socket) => socket.end()],
    ['is a web server', 'mailProtocol', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['never ends its greeting', 'mailProtocol', (socket) => socket.write('2'.repeat(300_000))],
    [
      'sends empty lines for ever',
      'mailTooMuch',
      (socket) => flood(socket, Buffer.from('\r\n'.repeat(2_000))),
    ],
    [
      'greets in endless lines',
      'mailProtocol',
      (socket) => flood(socket, Buffer.from('220-hello\r\n'.repeat(5_000))),
    ],
  ] as const satisfies [string, string, (socket: Socket) => unknown][])(
    'gives up in words on a server that %s',
    async (_what, code, act) => {
      const peer = await started(scriptedPeer((talk) => void act(talk.socket)))
      const limits = { reply: 1_500, total: 10_000, bytes: 500_000 }
      expect(await failureCode(send({ ...base, limits, server: peer.server() }))).toBe(code)
    },
  )
})

describe('the relay probe', () => {
  it('asks for a foreign recipient and never sends a message', async () => {
    const peer = await started(
      smtpPeer({
        onRcptTo: ({ address }, session, done) => {
          const isNull = session.envelope.mailFrom === false || session.envelope.mailFrom.address === ''
          if (isNull) done()
          else
            done(Object.assign(new Error(`5.7.1 <${address}>: Relay access denied`), { responseCode: 554 }))
        },
      }),
    )
    const answers = await probeRelay(
      { dial: dialDirect(), server: peer.server() },
      ['a@a.test', ''],
      'x@example.com',
    )
    expect(answers.map(({ verdict }) => verdict)).toEqual(['denied', 'accepted'])
    expect(peer.delivered).toEqual([])
  })
})

async function flood(socket: Socket, bytes: Buffer): Promise<void> {
  while (!socket.destroyed) {
    if (!socket.write(bytes)) await new Promise((resolve) => socket.once('drain', resolve))
  }
}
