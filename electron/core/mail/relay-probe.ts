import { type ConnectionOptions, MailConnection } from './mail-connection.ts'
import { replyCode } from './smtp-reply.ts'
import { WireError } from './wire-error.ts'

const clientName = '[127.0.0.1]'
const replyLines = 100

/** What a server said to a recipient of a foreign domain; `undecided` where it already refused the sender. */
export interface RelayAnswer {
  readonly sender: string
  readonly verdict: 'accepted' | 'deferred' | 'denied' | 'undecided'
  readonly reply: string
}

/** Waits for the greeting of an SMTP server and takes leave; rejects with a failure in words. */
export async function probeSmtpGreeting(options: ConnectionOptions): Promise<void> {
  await inDialogue(options, () => Promise.resolve())
}

/**
 * Asks, without logging in, whether the server would pass mail on to `recipient`, once for each sender. It stops at
 * RCPT and never sends DATA, so nothing is ever delivered (RFC 5321 §3.3, §4.1.1.5).
 */
export async function probeRelay(
  options: ConnectionOptions,
  senders: readonly string[],
  recipient: string,
): Promise<readonly RelayAnswer[]> {
  return inDialogue(options, async (connection) => {
    await ask(connection, `EHLO ${clientName}`)
    const answers: RelayAnswer[] = []
    for (const sender of senders) {
      answers.push(await askRelay(connection, sender, recipient))
      await ask(connection, 'RSET')
    }
    return answers
  })
}

async function askRelay(connection: MailConnection, sender: string, recipient: string): Promise<RelayAnswer> {
  const from = await ask(connection, `MAIL FROM:<${sender}>`)
  if (replyCode(from) >= 400) return { sender, verdict: 'undecided', reply: from }
  const reply = await ask(connection, `RCPT TO:<${recipient}>`)
  const code = replyCode(reply)
  return { sender, verdict: code < 300 ? 'accepted' : code < 500 ? 'deferred' : 'denied', reply }
}

async function inDialogue<T>(
  options: ConnectionOptions,
  act: (connection: MailConnection) => Promise<T>,
): Promise<T> {
  const connection = await MailConnection.open(options)
  try {
    const greeting = await readReply(connection)
    if (replyCode(greeting) !== 220) throw connection.failure(new WireError('protocol', greeting))
    const result = await act(connection)
    connection.send('QUIT')
    // Some servers hang up without the last word; what was asked has been answered by then.
    await readReply(connection).catch(() => undefined)
    return result
  } finally {
    connection.close()
  }
}

async function ask(connection: MailConnection, command: string): Promise<string> {
  connection.send(command)
  return readReply(connection)
}

/** The last line of a reply, however many it has (RFC 5321 §4.2.1). */
async function readReply(connection: MailConnection): Promise<string> {
  for (let lines = 0; lines < replyLines; lines += 1) {
    const line = await connection.readReply()
    if (replyCode(line) === 0) throw connection.failure(new WireError('protocol', line))
    if (line[3] !== '-') return connection.transcript.clean(line)
  }
  throw connection.failure(new WireError('tooMuch'))
}
