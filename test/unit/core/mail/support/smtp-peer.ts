import { type AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { MailServer } from '#shared/model/mail.ts'
import { makeCertificate } from './certificate.ts'

const { key, cert } = makeCertificate('mail.test')
const certificate = { key, cert }

export interface Delivered {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Buffer
}

export interface SmtpPeer {
  readonly port: number
  readonly delivered: readonly Delivered[]
  server(tls?: MailServer['tls'], trust?: MailServer['trust']): MailServer
  close(): Promise<void>
}

/** A real SMTP server on loopback that keeps what it is given; alice logs in with "secret pass". */
export async function smtpPeer(options: SMTPServerOptions = {}, password = 'secret pass'): Promise<SmtpPeer> {
  const delivered: Delivered[] = []
  const server = new SMTPServer({
    // A certificate of its own, or the library warns that everybody knows the key of its built-in one.
    ...certificate,
    disableReverseLookup: true,
    authOptional: true,
    onAuth: ({ username, password: given }, _session, done) => {
      if (username === 'alice' && given === password) done(null, { user: username })
      else done(Object.assign(new Error('5.7.8 Error: authentication failed'), { responseCode: 535 }))
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        delivered.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(parts) })
        done(null, '2.0.0 Ok: queued as 4ZxQ7bTest')
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    delivered,
    server: (tls = 'none', trust = { kind: 'any' }) => ({
      host: '127.0.0.1',
      port,
      tls,
      serverName: 'mail.test',
      trust,
    }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
