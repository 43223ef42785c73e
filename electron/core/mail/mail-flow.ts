import { failureOf } from '#shared/fail.ts'
import type { MailServer, ReadMail, SendResult } from '#shared/model/mail.ts'
import { readDeliveryLog, type DeliveryRecord } from './delivery-log.ts'
import type { Dial } from './dial.ts'
import type { MailLimits } from './limits.ts'
import { Pop3Session } from './pop3-session.ts'
import { readMessage } from './read-message.ts'
import type { MailTestInput } from './scenario-input.ts'
import { sendMessage } from './smtp-client.ts'
import { carriesToken, type TestMessage } from './test-message.ts'
import { Transcript } from './transcript.ts'

/** A server together with the way on which it was found to answer. */
export interface Route {
  readonly server: MailServer
  readonly dial: Dial
  readonly through: 'direct' | 'ssh'
}

/** Where a message was found. */
export interface Arrival {
  readonly uid: string
  /** How often the mailbox was looked into. */
  readonly looks: number
}

/** What the wait for a message ended with. */
export interface Wait {
  readonly arrival: Arrival | null
  /** What the server's log says of the message, where it could be asked. */
  readonly record: DeliveryRecord | null
}

/** The newest messages that are looked at for the token; ours is among them unless hundreds came meanwhile. */
const inspected = 200
const logEvery = 3_000
const defaultWait = 60_000
/** Looks come quickly at first, as most messages arrive within a tenth of a second. */
const firstPoll = 100
const defaultPoll = 400
const cleanUpTime = 10_000

/** Sends, finds, reads and deletes the messages of a test, over the routes that were found. */
export class MailFlow {
  readonly #input: MailTestInput
  readonly #submission: Route
  readonly #pop3: Route
  readonly #seen = new Set<string>()
  /** Messages that were sent and are not known to be deleted. */
  readonly #pending = new Map<string, TestMessage>()

  constructor(input: MailTestInput, submission: Route, pop3: Route) {
    this.#input = input
    this.#submission = submission
    this.#pop3 = pop3
  }

  /** Milliseconds that a message may take to show. */
  get patience(): number {
    return this.#input.arriveWithin ?? defaultWait
  }

  /** Hands a message to the submission port. */
  async submit(test: TestMessage, transcript: Transcript): Promise<SendResult> {
    const { login, password } = this.#input.mailbox
    const { server, dial } = this.#submission
    const { signal, limits } = this.#input
    this.#pending.set(test.token, test)
    const options = { server, dial, signal, limits, transcript, login: { user: login, password } }
    return sendMessage(options, test.built)
  }

  /**
   * Looks into the mailbox until it shows the message. Gives up when the time is over, or at once when the server's
   * log says that the message was bounced. `onTranscript` receives the conversation of each look.
   */
  async waitFor(
    test: TestMessage,
    queueId: string | null,
    onTranscript: (transcript: Transcript) => void,
  ): Promise<Wait> {
    const deadline = performance.now() + this.patience
    let nextLog = performance.now() + logEvery
    let record: DeliveryRecord | null = null
    for (let looks = 1; ; looks += 1) {
      const transcript = this.#transcript()
      onTranscript(transcript)
      const uid = await this.#look(test.token, transcript)
      if (uid !== null) return { arrival: { uid, looks }, record }
      const isLate = performance.now() >= deadline
      if (isLate || performance.now() >= nextLog) {
        record = (await this.#askLog(queueId)) ?? record
        nextLog = performance.now() + logEvery
        if (isLate || record?.status === 'bounced') return { arrival: null, record }
      }
      await pause(Math.min(looks * firstPoll, this.#input.pollEvery ?? defaultPoll, 500), this.#input.signal)
    }
  }

  /** The message whole, in a session of its own. */
  async fetch(uid: string, transcript: Transcript): Promise<ReadMail> {
    return this.#inMaildrop(transcript, async (session) => {
      const number = await session.numberOf(uid)
      const raw = number === null ? Buffer.alloc(0) : await session.message(number)
      return readMessage(raw, { number: number ?? 0, uid, size: raw.length })
    })
  }

  /** Deletes the message and logs in once more to see that it is gone; false when it is still there. */
  async remove(test: TestMessage, uid: string, transcript: Transcript): Promise<boolean> {
    await this.#inMaildrop(transcript, async (session) => {
      const number = await session.numberOf(uid)
      if (number !== null) await session.markDeleted(number)
    })
    const left = await this.#inMaildrop(transcript, (session) => session.numberOf(uid))
    if (left === null) {
      this.#pending.delete(test.token)
      // RFC 1939 §7 wants ids never to come back, and some servers give them out again all the same.
      this.#seen.delete(uid)
    }
    return left === null
  }

  /** Takes away what a stopped or failed test left in the mailbox, as far as it is there; never throws. */
  async cleanUp(): Promise<void> {
    if (this.#pending.size === 0) return
    const limits = { ...this.#input.limits, reply: cleanUpTime, total: cleanUpTime }
    const tokens = [...this.#pending.keys()]
    this.#pending.clear()
    try {
      const session = await this.#open(this.#transcript(), limits, undefined)
      try {
        const numbers = await newest(session)
        const heads = await session.top(numbers, 0)
        for (const [index, head] of heads.entries()) {
          const number = numbers[index]
          const isOurs = head !== null && tokens.some((token) => carriesToken(head, token))
          if (isOurs && number !== undefined) await session.markDeleted(number)
        }
        await session.quit()
      } finally {
        session.close()
      }
    } catch {
      // Nobody waits for this any more; the message stays, and its subject says what it is.
    }
  }

  /** The uid of the message with the token among those not looked at yet; null while it is not there. */
  async #look(token: string, transcript: Transcript): Promise<string | null> {
    try {
      return await this.#inMaildrop(transcript, async (session) => {
        const uids = await session.uidl()
        const fresh = [...uids.entries()]
          .filter(([, uid]) => !this.#seen.has(uid))
          .sort(([a], [b]) => b - a)
          .slice(0, inspected)
        const heads = await session.top(
          fresh.map(([number]) => number),
          0,
        )
        const at = heads.findIndex((head) => head !== null && carriesToken(head, token))
        for (const [index, [, uid]] of fresh.entries()) if (heads[index] !== null) this.#seen.add(uid)
        return fresh[at]?.[1] ?? null
      })
    } catch (error) {
      // Another session holds the mailbox for a moment: that is no failure of the server.
      if (failureOf(error).failure.code === 'mailBusy') return null
      throw error
    }
  }

  async #askLog(queueId: string | null): Promise<DeliveryRecord | null> {
    if (queueId === null || this.#input.deliveryLog === undefined) return null
    try {
      return readDeliveryLog(await this.#input.deliveryLog(queueId), queueId)
    } catch {
      return null
    }
  }

  #transcript(): Transcript {
    return new Transcript([this.#input.mailbox.password])
  }

  #open(
    transcript: Transcript,
    limits: Partial<MailLimits> | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Pop3Session> {
    const { login, password } = this.#input.mailbox
    const { server, dial } = this.#pop3
    return Pop3Session.open({ server, dial, signal, limits, transcript, user: login, password })
  }

  async #inMaildrop<T>(transcript: Transcript, act: (session: Pop3Session) => Promise<T>): Promise<T> {
    const session = await this.#open(transcript, this.#input.limits, this.#input.signal)
    try {
      const result = await act(session)
      await session.quit()
      return result
    } finally {
      session.close()
    }
  }
}

async function newest(session: Pop3Session): Promise<readonly number[]> {
  const uids = await session.uidl()
  return [...uids.keys()].sort((a, b) => b - a).slice(0, inspected)
}

/** Waits, or less when the signal aborts; the next step then fails by the same signal. */
function pause(time: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, time)
    signal?.addEventListener('abort', done)
  })
}
