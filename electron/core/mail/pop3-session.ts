import { byteSize } from '#shared/byte-size.ts'
import { fail } from '#shared/fail.ts'
import { FailureError } from '#shared/model/failure.ts'
import type { Secret } from '#shared/secret.ts'
import { DotDecoder } from './dot-decoder.ts'
import { type ConnectionOptions, MailConnection } from './mail-connection.ts'
import {
  type Capabilities,
  parseCapabilities,
  parseListing,
  parseReply,
  type Pop3Reply,
} from './pop3-reply.ts'
import { WireError } from './wire-error.ts'

/** Commands sent before their replies are read; more could fill both sides' buffers and stop them. */
const pipelineDepth = 32
const listingEntries = 200_000
const listingLine = 1024
const headOctets = 1024 * 1024
const capabilityLines = 200
/** RFC 2449 §4: a command line has at most 255 octets. */
const commandLine = 255

export interface Pop3Options extends ConnectionOptions {
  readonly user: string
  readonly password: Secret
}

/** A POP3 session in the TRANSACTION state (RFC 1939 §5). Deletions count only once `quit` has returned. */
export class Pop3Session {
  readonly #connection: MailConnection
  readonly capabilities: Capabilities

  private constructor(connection: MailConnection, capabilities: Capabilities) {
    this.#connection = connection
    this.capabilities = capabilities
  }

  /** Connects, begins TLS where asked for, and logs in; rejects with a failure in words. */
  static async open(options: Pop3Options): Promise<Pop3Session> {
    const connection = await MailConnection.open(options)
    try {
      await readGreeting(connection)
      let capabilities = await readCapabilities(connection)
      if (options.server.tls === 'starttls') {
        await beginTls(connection, capabilities)
        // RFC 2595 §4: what the server said of itself in clear is forgotten.
        capabilities = await readCapabilities(connection)
      }
      await logIn(connection, capabilities, options)
      // RFC 2449 §5: some capabilities show only after the login; PIPELINING may be one of them.
      if (!capabilities.has('PIPELINING')) capabilities = await readCapabilities(connection)
      return new Pop3Session(connection, capabilities)
    } catch (error) {
      connection.close()
      throw error
    }
  }

  /** The unique id of every message by its number (RFC 1939 §7, UIDL). */
  async uidl(): Promise<ReadonlyMap<number, string>> {
    await this.#expectOk('UIDL', 'UIDL')
    return this.#listing()
  }

  /** The number of the message with a unique id in this session; null where there is none. */
  async numberOf(uid: string): Promise<number | null> {
    for (const [number, found] of await this.uidl()) if (found === uid) return number
    return null
  }

  /** The size in octets of every message by its number, as the server states it. */
  async list(): Promise<ReadonlyMap<number, number>> {
    await this.#expectOk('LIST', 'LIST')
    const sizes = new Map<number, number>()
    for (const [number, size] of await this.#listing()) {
      if (/^\d{1,15}$/.test(size)) sizes.set(number, Number(size))
    }
    return sizes
  }

  /**
   * The head and the first `lines` lines of the body of each message, in order; null for one that the server would not
   * show. Sent in one go where the server allows it.
   */
  async top(numbers: readonly number[], lines: number): Promise<readonly (Buffer | null)[]> {
    const depth = this.capabilities.has('PIPELINING') ? pipelineDepth : 1
    const tops: (Buffer | null)[] = []
    for (let from = 0; from < numbers.length; from += depth) {
      const batch = numbers.slice(from, from + depth)
      this.#connection.sendAll(batch.map((number) => `TOP ${number} ${lines}`))
      for (const _ of batch) {
        const reply = await readReply(this.#connection)
        tops.push(reply.ok ? await collect(this.#multiline(headOctets)) : null)
      }
    }
    return tops
  }

  /** The message as its chunks come in, dots taken off, byte for byte. */
  async *retrieve(number: number): AsyncGenerator<Buffer> {
    await this.#expectOk(`RETR ${number}`, 'RETR')
    yield* this.#multiline(this.#connection.limits.message)
  }

  /** The whole message; throws `mailTooLarge` beyond the limit. */
  async message(number: number): Promise<Buffer> {
    return collect(this.retrieve(number))
  }

  /** Marks a message for deletion; it goes when `quit` returns. */
  async markDeleted(number: number): Promise<void> {
    await this.#expectOk(`DELE ${number}`, 'DELE')
  }

  /** Ends the session; the server now removes what was marked (UPDATE state, RFC 1939 §6). Throws when it could not. */
  async quit(): Promise<void> {
    await this.#expectOk('QUIT', 'QUIT')
    this.#connection.close()
  }

  /** Closes without UPDATE: nothing that was marked is removed. */
  close(): void {
    this.#connection.close()
  }

  async #expectOk(command: string, name: string): Promise<Pop3Reply> {
    this.#connection.send(command)
    const reply = await readReply(this.#connection)
    if (reply.ok) return reply
    const { host } = this.#connection.server
    throw fail('mailReply', { host, command: name, reply: this.#connection.transcript.clean(reply.line) })
  }

  async #listing(): Promise<ReadonlyMap<number, string>> {
    const found = new Map<number, string>()
    let count = 0
    for (;;) {
      const line = (await this.#connection.readRaw(listingLine)).toString('latin1')
      if (line === '.\r\n') break
      count += 1
      if (count > listingEntries) throw this.#connection.failure(new WireError('tooMuch'))
      const entry = parseListing(line)
      if (entry !== null) found.set(entry.number, entry.value)
    }
    this.#connection.transcript.leftOut({ entries: found.size })
    return found
  }

  async *#multiline(limit: number): AsyncGenerator<Buffer> {
    const decoder = new DotDecoder()
    let octets = 0
    for (;;) {
      const line = await this.#readPart(limit - octets, limit)
      const bytes = decoder.decode(line)
      if (bytes === null) break
      octets += bytes.length
      yield bytes
    }
    this.#connection.transcript.leftOut({ octets })
  }

  /** A line of a message may be as long as the message is allowed to be: RFC 5322's 998 octets are often broken. */
  async #readPart(left: number, limit: number): Promise<Buffer> {
    try {
      return await this.#connection.readRaw(Math.max(left, 0) + 3)
    } catch (error) {
      const isOverlong = error instanceof FailureError && error.failure.code === 'mailProtocol'
      throw isOverlong ? fail('mailTooLarge', { limit: byteSize(limit) }) : error
    }
  }
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of chunks) parts.push(part)
  return Buffer.concat(parts)
}

async function readReply(connection: MailConnection): Promise<Pop3Reply> {
  const line = await connection.readReply()
  const reply = parseReply(line)
  if (reply === null) throw connection.failure(new WireError('protocol', line))
  return reply
}

/** Waits for the greeting of a POP3 server and takes leave; rejects with a failure in words. */
export async function probePop3Greeting(options: ConnectionOptions): Promise<void> {
  const connection = await MailConnection.open(options)
  try {
    await readGreeting(connection)
    connection.send('QUIT')
    await connection.readReply().catch(() => undefined)
  } finally {
    connection.close()
  }
}

/** Throws when the greeting is none, or says that the service is not to be had. */
async function readGreeting(connection: MailConnection): Promise<void> {
  const greeting = await readReply(connection)
  if (greeting.ok) return
  const { host } = connection.server
  throw fail('mailReply', { host, command: 'CONNECT', reply: connection.transcript.clean(greeting.line) })
}

async function readCapabilities(connection: MailConnection): Promise<Capabilities> {
  connection.send('CAPA')
  // A server from before RFC 2449 answers -ERR: it can do what RFC 1939 demands and nothing else.
  if (!(await readReply(connection)).ok) return new Map()
  const lines: string[] = []
  for (;;) {
    const line = await connection.readReply()
    if (line === '.') return parseCapabilities(lines)
    lines.push(line)
    if (lines.length > capabilityLines) throw connection.failure(new WireError('protocol', line))
  }
}

async function beginTls(connection: MailConnection, capabilities: Capabilities): Promise<void> {
  const { host, port } = connection.server
  if (!capabilities.has('STLS')) throw fail('mailTlsMissing', { host, port })
  connection.send('STLS')
  const reply = await readReply(connection)
  if (!reply.ok)
    throw fail('mailTlsMissing', { host, port }, { evidence: connection.transcript.clean(reply.line) })
  await connection.startTls()
}

/** AUTH PLAIN where the server offers it (RFC 5034), else USER and PASS; never both, as each refusal counts against us. */
async function logIn(
  connection: MailConnection,
  capabilities: Capabilities,
  options: Pop3Options,
): Promise<void> {
  const { user, password } = options
  if (capabilities.get('SASL')?.includes('PLAIN')) {
    await logInPlain(connection, user, password)
    return
  }
  if (capabilities.size > 0 && !capabilities.has('USER')) {
    const { host, port } = connection.server
    throw fail('mailAuthMissing', { host, port })
  }
  connection.send(`USER ${user}`)
  const named = await readReply(connection)
  if (!named.ok) throw loginFailure(connection, user, named)
  connection.send(`PASS ${password.reveal('login')}`)
  const reply = await readReply(connection)
  if (!reply.ok) throw loginFailure(connection, user, reply)
}

async function logInPlain(connection: MailConnection, user: string, password: Secret): Promise<void> {
  const token = Buffer.from(`\0${user}\0${password.reveal('login')}`).toString('base64')
  connection.transcript.hide(token)
  const command = `AUTH PLAIN ${token}`
  if (command.length + 2 <= commandLine) {
    connection.send(command)
  } else {
    // RFC 5034 §4: too long for a command line, it follows the server's empty challenge.
    connection.send('AUTH PLAIN')
    const challenge = await connection.readReply()
    if (!/^\+(?: |$)/.test(challenge)) {
      throw loginFailure(
        connection,
        user,
        parseReply(challenge) ?? { ok: false, code: null, text: '', line: challenge },
      )
    }
    connection.send(token)
  }
  const reply = await readReply(connection)
  if (!reply.ok) throw loginFailure(connection, user, reply)
}

/** Tells a wrong password from a mailbox in use and from a server that cannot check (RFC 2449 §8.1, RFC 3206). */
function loginFailure(connection: MailConnection, user: string, reply: Pop3Reply): Error {
  const { host } = connection.server
  const text = connection.transcript.clean(reply.line)
  const code = reply.code ?? ''
  const kind =
    code === 'IN-USE' ? 'mailBusy' : /^(?:SYS\/|LOGIN-DELAY)/.test(code) ? 'mailLoginTemporary' : 'mailLogin'
  return fail(kind, { host, user, reply: text }, { evidence: text })
}
