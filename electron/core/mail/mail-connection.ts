import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { MailServer } from '#shared/model/mail.ts'
import { connectionFailure } from './connection-failure.ts'
import type { Dial } from './dial.ts'
import { GuardedStream } from './guarded-stream.ts'
import { defaultLimits, type MailLimits } from './limits.ts'
import { LineReader } from './line-reader.ts'
import { checkPin, describeTls, upgradeToTls } from './tls-upgrade.ts'
import { Transcript } from './transcript.ts'
import { WireError } from './wire-error.ts'

/** Where a mail conversation is to be held, over which way, and what it may cost. */
export interface ConnectionOptions {
  readonly server: MailServer
  readonly dial: Dial
  readonly limits?: Partial<MailLimits> | undefined
  readonly signal?: AbortSignal | undefined
  /** Where the conversation is written down; the caller keeps it when the conversation fails. */
  readonly transcript?: Transcript | undefined
}

/** A guarded stream to a mail server, and what a client needs around it. */
export interface OpenStream {
  readonly guard: GuardedStream
  /** The guard itself, or TLS over it where the server speaks TLS from the first byte. */
  readonly stream: Duplex
  readonly limits: MailLimits
  readonly transcript: Transcript
}

/** A reply line of this many octets is longer than any protocol here allows (RFC 5321: 512, RFC 2449: 512). */
const replyLine = 8 * 1024

/** Connects, and speaks TLS at once where the server is set so; rejects with a failure in words. */
export async function openStream(options: ConnectionOptions): Promise<OpenStream> {
  const { server } = options
  const limits = { ...defaultLimits, ...options.limits }
  const transcript = options.transcript ?? new Transcript()
  const timed = AbortSignal.timeout(limits.total)
  const signal = options.signal === undefined ? timed : AbortSignal.any([options.signal, timed])
  let guard: GuardedStream | null = null
  try {
    const inner = await dialWithin(options.dial, server, limits.connect, signal)
    guard = new GuardedStream(inner, limits.bytes, signal)
    guard.on('error', () => undefined)
    if (server.tls !== 'implicit') return { guard, stream: guard, limits, transcript }
    const stream = await secure(guard, server, limits, transcript)
    return { guard, stream, limits, transcript }
  } catch (error) {
    guard?.destroy()
    throw connectionFailure(guard?.violation ?? error, server, limits)
  }
}

/** Lays TLS over a stream, checks the certificate and notes what came of it. */
async function secure(
  stream: Duplex,
  server: MailServer,
  limits: MailLimits,
  transcript: Transcript,
): Promise<TLSSocket> {
  const socket = await upgradeToTls(stream, server, limits.reply)
  // Errors reach whoever reads or writes; without a listener a late one would end the process.
  socket.on('error', () => undefined)
  transcript.note(describeTls(socket))
  try {
    checkPin(socket, server)
  } catch (error) {
    socket.destroy()
    throw error
  }
  return socket
}

/** Dials with a limit in time, whatever the way does; a stream that comes too late is closed. */
async function dialWithin(
  dial: Dial,
  server: MailServer,
  time: number,
  signal: AbortSignal,
): Promise<Duplex> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(time)])
  const stopped = Promise.withResolvers<never>()
  const onStop = (): void => {
    const cancelled =
      signal.aborted && !(signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError')
    stopped.reject(
      cancelled
        ? new WireError('cancelled')
        : Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }),
    )
  }
  stop.addEventListener('abort', onStop)
  if (stop.aborted) onStop()
  const dialling = dial(server.host, server.port, stop)
  try {
    return await Promise.race([dialling, stopped.promise])
  } catch (error) {
    dialling.then(
      (late) => late.destroy(),
      () => undefined,
    )
    throw error
  } finally {
    stop.removeEventListener('abort', onStop)
  }
}

/** A conversation of lines with a mail server: what POP3 and the relay probe are spoken on. */
export class MailConnection {
  readonly server: MailServer
  readonly limits: MailLimits
  readonly transcript: Transcript
  readonly #guard: GuardedStream
  #stream: Duplex
  #reader: LineReader

  private constructor(server: MailServer, open: OpenStream) {
    this.server = server
    this.limits = open.limits
    this.transcript = open.transcript
    this.#guard = open.guard
    this.#stream = open.stream
    this.#reader = new LineReader(open.stream)
  }

  /** Connects to the server of the options; rejects with a failure in words. */
  static async open(options: ConnectionOptions): Promise<MailConnection> {
    return new MailConnection(options.server, await openStream(options))
  }

  /** True once TLS is spoken. */
  get isSecure(): boolean {
    return this.#stream instanceof TLSSocket
  }

  /** Sends one command; a line break in it would smuggle in a second one and is refused. */
  send(command: string): void {
    this.sendAll([command])
  }

  /** Sends several commands in one go (RFC 2449 §6.8, PIPELINING). */
  sendAll(commands: readonly string[]): void {
    for (const command of commands) {
      if (/[\r\n\0]/.test(command)) throw this.failure(new WireError('protocol'))
      this.transcript.client(command)
    }
    if (this.#stream.writable) this.#stream.write(commands.map((command) => `${command}\r\n`).join(''))
  }

  /** The next reply line without its end, written down; its bytes as Latin-1 where they are not UTF-8. */
  async readReply(): Promise<string> {
    const line = decodeLine(await this.readRaw(replyLine)).replace(/\r?\n$/, '')
    this.transcript.server(line)
    return line
  }

  /** The next line as bytes, line end included, at most `limit` octets. */
  async readRaw(limit: number): Promise<Buffer> {
    try {
      return await this.#reader.readLine(limit, this.limits.reply)
    } catch (error) {
      throw this.failure(error)
    }
  }

  /**
   * Begins TLS on the running connection. What the server sent in clear beyond its last reply is taken for an attack
   * (RFC 2595 §2.1, RFC 3207 §6): nothing said before TLS may count after it.
   */
  async startTls(): Promise<void> {
    const injected = this.#reader.release()
    if (injected > 0) throw this.failure(new WireError('injected'))
    try {
      this.#stream = await secure(this.#guard, this.server, this.limits, this.transcript)
    } catch (error) {
      throw this.failure(error)
    }
    this.#reader = new LineReader(this.#stream)
  }

  /** Closes at once; nothing more is said. */
  close(): void {
    this.#stream.destroy()
    this.#guard.destroy()
  }

  /** Puts an error of this conversation into words and closes the connection. */
  failure(error: unknown): Error {
    const failure = connectionFailure(this.#guard.violation ?? error, this.server, this.limits)
    this.close()
    return failure
  }
}

function decodeLine(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text
}
