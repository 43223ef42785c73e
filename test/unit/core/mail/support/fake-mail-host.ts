import { createServer, type TLSSocket } from 'node:tls'
import type { AddressInfo } from 'node:net'
import type { MailTestPorts } from '#core/mail/scenario-input.ts'
import { makeCertificate } from './certificate.ts'
import { pop3Script } from './pop3-peer.ts'
import { talkOver } from './scripted-peer.ts'
import { smtpPeer } from './smtp-peer.ts'

export interface FakeMailHostOptions {
  readonly deliver?: 'at once' | 'never'
  readonly relay?: 'denied' | 'deferred' | 'open'
  readonly damage?: 'subject' | 'body' | 'attachment'
  readonly anyPassword?: boolean
  readonly keepsDeleted?: boolean
}

export interface FakeMailHost {
  readonly ports: Pick<MailTestPorts, 'smtp' | 'submission' | 'pop3s'>
  readonly sha256: string
  maildrop(): readonly Buffer[]
  close(): Promise<void>
}

const relayReplies = { denied: 554, deferred: 454, open: 250 } as const
const certificate = makeCertificate('mail.test')

/** A mail host on loopback: port 25, submission and POP3S over one mailbox, with the faults that are asked for. */
export async function fakeMailHost(options: FakeMailHostOptions): Promise<FakeMailHost> {
  const { key, cert, sha256 } = certificate
  const messages: Buffer[] = []
  const gone: number[] = []
  const good = (password: string): boolean => options.anyPassword === true || password === 'secret pass'
  const refuse = (responseCode: number, text: string): Error =>
    Object.assign(new Error(text), { responseCode })
  const submission = await smtpPeer({
    key,
    cert,
    authOptional: false,
    onAuth: ({ password }, _session, done) => {
      if (good(password ?? '')) done(null, { user: 'alice' })
      else done(refuse(535, '5.7.8 Error: authentication failed'))
    },
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (options.deliver !== 'never') messages.push(damaged(Buffer.concat(parts), options.damage))
        done(null, '2.0.0 Ok: queued as 4ZxQ7bTest')
      })
    },
  })
  const smtp = await smtpPeer({
    key,
    cert,
    onRcptTo: (_address, _session, done) => {
      const code = relayReplies[options.relay ?? 'denied']
      if (code === 250) done()
      else done(refuse(code, `${code === 554 ? '5' : '4'}.7.1 Relay access denied`))
    },
  })
  const sockets = new Set<TLSSocket>()
  const pop3s = createServer({ key, cert }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    const expunge = (numbers: readonly number[]): void => {
      if (options.keepsDeleted === true) return
      gone.push(...numbers)
      for (const number of numbers.toSorted((a, b) => b - a)) messages.splice(number - 1, 1)
    }
    const script = pop3Script({
      messages: [...messages],
      ...(options.anyPassword ? { isPassword: () => true } : {}),
      expunge,
    })
    void script(talkOver(socket, []))
  })
  await new Promise<void>((resolve) => pop3s.listen(0, '127.0.0.1', resolve))
  return {
    ports: { smtp: smtp.port, submission: submission.port, pop3s: (pop3s.address() as AddressInfo).port },
    sha256,
    maildrop: () => messages,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([smtp.close(), submission.close(), new Promise((resolve) => pop3s.close(resolve))])
    },
  }
}

function damaged(raw: Buffer, part: FakeMailHostOptions['damage']): Buffer {
  const text = raw.toString('latin1')
  switch (part) {
    case undefined:
      return raw
    case 'subject':
      return Buffer.from(text.replace('Subject: ', 'Subject: *****SPAM***** '), 'latin1')
    case 'body':
      return Buffer.from(text.replace(/(text\/plain[\s\S]*?\r\n\r\n)./, '$1x'), 'latin1')
    case 'attachment':
      return Buffer.from(text.replace(/(octet-stream[\s\S]*?\r\n\r\n)..../, '$1AAAA'), 'latin1')
  }
}
