import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { byteSize } from '#shared/byte-size.ts'
import { fail } from '#shared/fail.ts'
import type { SendResult } from '#shared/model/mail.ts'
import type { Secret } from '#shared/secret.ts'
import type { BuiltMessage } from './compose-message.ts'
import { connectionFailure } from './connection-failure.ts'
import { type ConnectionOptions, type OpenStream, openStream } from './mail-connection.ts'
import { queueId, recipientFailure, senderFailure, smtpLoginFailure } from './smtp-reply.ts'
import { checkPin, describeTls, expectedName, tlsOptions } from './tls-upgrade.ts'
import type { Transcript } from './transcript.ts'
import { WireError } from './wire-error.ts'

/** A reply beyond this is no reply (RFC 5321 §4.5.3.1.5: 512 octets a line). */
const replyOctets = 64 * 1024
const headLines = 20
const quitTime = 3_000
/** RFC 5321 §4.1.3: a client without a name of its own says its address; ours is nobody's business. */
const clientName = '[127.0.0.1]'

export interface SmtpOptions extends ConnectionOptions {
  /** Null to send without logging in. */
  readonly login: { readonly user: string; readonly password: Secret } | null
}

/**
 * Sends one message over SMTP (RFC 5321, RFC 6409). The result is the server's acceptance into its queue, not yet
 * delivery. Rejects with a failure in words; when only some recipients are refused they are listed in the result.
 */
export async function sendMessage(options: SmtpOptions, built: BuiltMessage): Promise<SendResult> {
  return inSession(options, async (session, open) => {
    const { transcript } = open
    session.watchBody(built.raw)
    const info = await session.send(built)
    const reply = transcript.clean(info.response)
    return {
      reply,
      queueId: queueId(info.response),
      messageId: built.messageId,
      accepted: info.accepted,
      rejected: (info.rejectedErrors ?? []).map((error) => ({
        recipient: error.recipient ?? '',
        reply: transcript.clean(error.response ?? ''),
      })),
      transcript: [...transcript.lines],
    }
  })
}

/** Logs in and takes leave; rejects with `mailLogin` and the server's reply as evidence when it is refused. */
export async function checkSmtpLogin(options: SmtpOptions): Promise<void> {
  await inSession(options, () => Promise.resolve())
}

async function inSession<T>(
  options: SmtpOptions,
  act: (session: SmtpSession, open: OpenStream) => Promise<T>,
): Promise<T> {
  const open = await openStream(options)
  const session = new SmtpSession(options, open)
  try {
    await session.connect()
    if (options.login !== null) await session.logIn(options.login.user, options.login.password)
    const result = await act(session, open)
    await session.quit()
    return result
  } catch (error) {
    throw connectionFailure(open.guard.violation ?? error, options.server, open.limits)
  } finally {
    session.close()
    open.stream.destroy()
    open.guard.destroy()
  }
}

/** One session of the SMTP library over a stream of ours, its callbacks as promises and its errors in words. */
class SmtpSession {
  readonly #options: SmtpOptions
  readonly #transcript: Transcript
  readonly #smtp: SMTPConnection
  #body: Buffer | null = null

  constructor(options: SmtpOptions, open: OpenStream) {
    const { server } = options
    this.#options = options
    this.#transcript = open.transcript
    if (!isSocketEnough(open.stream)) throw new WireError('protocol')
    this.#smtp = new SMTPConnection({
      connection: open.stream,
      host: expectedName(server),
      port: server.port,
      name: clientName,
      secure: server.tls === 'implicit',
      secured: server.tls === 'implicit',
      requireTLS: server.tls === 'starttls',
      ignoreTLS: server.tls === 'none',
      tls: tlsOptions(server),
      connectionTimeout: open.limits.connect + open.limits.reply,
      greetingTimeout: open.limits.reply,
      socketTimeout: open.limits.reply,
      socketCloseTimeout: 0,
      maxResponseSize: replyOctets,
      transactionLog: true,
      logger: this.#logger(),
    })
    this.#smtp.on('error', () => undefined)
  }

  async connect(): Promise<void> {
    await this.#step<undefined>((done) => this.#smtp.connect((error) => done(error ?? null, undefined)))
    const socket = this.#smtp._socket
    if (this.#options.server.tls === 'starttls') {
      if (!(socket instanceof TLSSocket)) throw this.#tlsMissing()
      this.#transcript.note(describeTls(socket))
      checkPin(socket, this.#options.server)
    }
  }

  async logIn(user: string, password: Secret): Promise<void> {
    const { host, port } = this.#options.server
    // Without the announcement the library would try all the same and send the password in vain.
    if (!this.#smtp.allowsAuth) throw fail('mailAuthMissing', { host, port })
    const pass = password.reveal('login')
    this.#transcript.hide(Buffer.from(`\0${user}\0${pass}`).toString('base64'))
    await this.#step((done) => this.#smtp.login({ user, pass }, done))
  }

  /** The head of this message is written down, and of the body its size, once the server asks for the data. */
  watchBody(raw: Buffer): void {
    this.#body = raw
  }

  send(built: BuiltMessage): Promise<SMTPConnection.SentMessageInfo> {
    const envelope = { ...built.envelope, to: [...built.envelope.to], size: built.raw.length }
    return this.#step((done) => this.#smtp.send(envelope, built.raw, done))
  }

  /** Takes leave politely, but does not wait long for the answer: the message is accepted by now. */
  async quit(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, quitTime)
      this.#smtp.once('end', () => {
        clearTimeout(timer)
        resolve()
      })
      this.#smtp.quit()
    })
  }

  close(): void {
    this.#smtp.close()
  }

  #step<T>(run: (done: (error: Error | null, value?: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const fails = (error: unknown): void => {
        clear()
        reject(this.#inWords(error))
      }
      const ends = (): void => fails(new WireError('closed'))
      const clear = (): void => {
        this.#smtp.off('error', fails)
        this.#smtp.off('end', ends)
      }
      this.#smtp.on('error', fails)
      this.#smtp.on('end', ends)
      run((error, value) => {
        if (error !== null) {
          fails(error)
          return
        }
        clear()
        // The library calls back with a value whenever it does not call back with an error.
        resolve(value as T)
      })
    })
  }

  /** The library's error as a failure; what it does not name stays for the connection to explain. */
  #inWords(error: unknown): Error {
    if (!(error instanceof Error)) return new Error(String(error))
    if (!('code' in error)) return error
    const raw = 'response' in error && typeof error.response === 'string' ? error.response : ''
    const reply = this.#transcript.clean(raw.split(/\r?\n/).at(-1) ?? '')
    const command = 'command' in error && typeof error.command === 'string' ? error.command : ''
    const { server, login } = this.#options
    if (error.code === 'EAUTH' && reply !== '') return smtpLoginFailure(server.host, login?.user ?? '', reply)
    // What RFC 3207 §4 has for a server without TLS; otherwise it is about something else, as a milter that does not answer.
    if (command === 'STARTTLS' && reply.startsWith('4') && !/TLS/i.test(reply))
      return fail('mailLater', { reply }, { evidence: reply })
    if (command === 'STARTTLS' && reply !== '') return this.#tlsMissing(reply)
    if (command === 'EHLO' && server.tls === 'starttls' && /STARTTLS/.test(error.message))
      return this.#tlsMissing(reply)
    if (reply !== '' && error.code === 'EENVELOPE') return this.#envelopeFailure(error, command, reply)
    if (reply !== '' && error.code === 'EMESSAGE') {
      const kind = reply.startsWith('4') ? 'mailLater' : 'mailRefusedMessage'
      return fail(kind, { reply }, { evidence: reply })
    }
    if (error.code === 'EMESSAGE' && command === 'MAIL FROM') {
      // The library compares with what EHLO told (RFC 1870 §4), and names it.
      const limit = byteSize(Number(/\d+$/.exec(error.message)?.[0] ?? 0))
      return fail('mailOverLimit', { limit }, { evidence: error.message })
    }
    if (error.code === 'EPROTOCOL') return new WireError('protocol', raw === '' ? error.message : raw)
    if (error.code === 'ETIMEDOUT') return new WireError('silent')
    if (error.code === 'ECONNECTION') return new WireError('closed', raw)
    return error
  }

  #envelopeFailure(error: Error, command: string, reply: string): Error {
    if (command === 'MAIL FROM') return senderFailure(this.#sender, reply)
    if (command !== 'RCPT TO') return fail('mailRefusedMessage', { reply }, { evidence: reply })
    const rejected: unknown = 'rejected' in error ? error.rejected : undefined
    const recipient: unknown = Array.isArray(rejected) ? rejected[0] : undefined
    return recipientFailure(typeof recipient === 'string' ? recipient : '', reply)
  }

  get #sender(): string {
    const header = this.#transcript.lines.findLast(
      (line) => line.from === 'client' && line.text.startsWith('MAIL FROM'),
    )
    return /<([^>]*)>/.exec(header?.text ?? '')?.[1] ?? ''
  }

  #tlsMissing(reply = ''): Error {
    const { host, port } = this.#options.server
    return fail('mailTlsMissing', { host, port }, { evidence: reply === '' ? undefined : reply })
  }

  /** The library's log as our transcript: it names each line's direction and never logs the message itself. */
  #logger(): Record<'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal', (...entry: unknown[]) => void> {
    const silent = (): void => undefined
    const debug = (data: unknown, text: unknown): void => {
      if (typeof data !== 'object' || data === null || !('tnx' in data) || typeof text !== 'string') return
      if (data.tnx === 'client') this.#transcript.client(text)
      if (data.tnx === 'server') this.#serverSaid(text)
    }
    return { trace: silent, debug, info: silent, warn: silent, error: silent, fatal: silent }
  }

  #serverSaid(text: string): void {
    this.#transcript.server(text)
    if (!text.startsWith('354') || this.#body === null) return
    const head = this.#body.subarray(0, this.#body.indexOf('\r\n\r\n')).toString('latin1').split('\r\n')
    for (const line of head.slice(0, headLines)) this.#transcript.client(line)
    this.#transcript.leftOut({ octets: this.#body.length })
    this.#body = null
  }
}

/** The library asks for a socket but uses of it what a stream has, and `setTimeout`. */
function isSocketEnough(stream: Duplex): stream is Socket {
  return 'setTimeout' in stream && typeof stream.setTimeout === 'function'
}
