import { implement } from '@orpc/server'
import { mailContract } from '#shared/contract/mail.ts'
import { FailureError, type FailureCode } from '#shared/model/failure.ts'
import type { TestEvent } from '#shared/model/mail.ts'
import { type Dial, dialDirect } from '../mail/dial.ts'
import {
  deleteFromMailbox,
  listMailbox,
  type MailAccount,
  readMailbox,
  sendMail,
} from '../mail/mailbox-service.ts'
import { Transcript } from '../mail/transcript.ts'
import type { Outside } from '../ports.ts'
import type { Store } from '../store/store.ts'
import { type FailureDoor, inWords } from './failures.ts'
import type { HostLines } from './host-lines.ts'
import { mailTestInput, testSubject, type TestWish } from './mail-test-input.ts'

interface MailNeeds {
  readonly store: Store
  readonly outside: Pick<Outside, 'testMail'>
  readonly lines: HostLines
  readonly door: FailureDoor
  readonly now: () => Date
}

/** The built-in mail client and the one-click test. */
export function mailHandlers(needs: MailNeeds) {
  const { store, now } = needs
  const on = implement(mailContract)
  return {
    accounts: on.accounts.handler(({ input }) => store.mailAccounts.list(input.hostId)),
    createAccount: on.createAccount.handler(({ input }) => store.mailAccounts.create(input, now())),
    updateAccount: on.updateAccount.handler(({ input }) =>
      store.mailAccounts.update(input.accountId, input.account),
    ),
    removeAccount: on.removeAccount.handler(({ input }) => ({
      removed: store.mailAccounts.remove(input.accountId),
    })),
    send: on.send.handler(({ input, signal }) => {
      const { account, dial } = opened(needs, input.accountId)
      return conversing(account, (transcript) => sendMail(account, input.mail, { dial, signal, transcript }))
    }),
    list: on.list.handler(async ({ input, signal }) => {
      const { account, dial } = opened(needs, input.accountId)
      return conversing(account, async (transcript) => {
        const { messages } = await listMailbox(account, { dial, signal, transcript })
        return { messages: [...messages], transcript: [...transcript.lines] }
      })
    }),
    read: on.read.handler(({ input, signal }) => {
      const { account, dial } = opened(needs, input.accountId)
      return conversing(account, (transcript) =>
        readMailbox(account, input.uid, { dial, signal, transcript }),
      )
    }),
    remove: on.remove.handler(async ({ input, signal }) => {
      const { account, dial } = opened(needs, input.accountId)
      await conversing(account, (transcript) =>
        deleteFromMailbox(account, input.uid, { dial, signal, transcript }),
      )
      return { removed: true }
    }),
    test: on.test.handler(({ input, signal }) =>
      inWords(needs.door, 'mail.test', test(needs, input, signal)),
    ),
  }
}

async function* test(
  { store, lines, outside, now }: MailNeeds,
  wish: TestWish,
  signal: AbortSignal | undefined,
): AsyncGenerator<TestEvent, void, void> {
  const subject = testSubject(store, wish)
  const session = await lines.connector(wish.hostId).open(signal)
  try {
    for await (const event of outside.testMail(await mailTestInput(session, subject, signal))) {
      if (event.event === 'report') store.plans.markProved(subject.planId, event.report.ok ? now() : null)
      yield event
    }
  } finally {
    session.close()
  }
}

/** Acts, and gives a failure the whole conversation as its evidence: the one line that failed rarely tells why. */
async function conversing<T>(account: MailAccount, act: (transcript: Transcript) => Promise<T>): Promise<T> {
  const transcript = new Transcript([account.password])
  try {
    return await act(transcript)
  } catch (error) {
    if (!(error instanceof FailureError) || transcript.lines.length === 0) throw error
    const evidence = transcript.lines.map(({ from, text }) => `${marks[from]} ${text}`).join('\n')
    throw new FailureError({ ...error.failure, evidence }, { cause: error })
  }
}

/** As protocols' own specifications mark the two sides (RFC 5321 appendix D). */
const marks = { client: 'C:', server: 'S:', note: '--' } as const

function opened({ store, lines }: MailNeeds, accountId: string): { account: MailAccount; dial: Dial } {
  const { hostId, address, login, smtp, pop3 } = store.mailAccounts.get(accountId)
  const password = store.mailAccounts.password(accountId)
  const dial = hostId === null ? dialDirect() : directOrThroughSsh(lines, hostId)
  return { account: { address, user: login, password, smtp, pop3 }, dial }
}

/** Dials from here, and where the port cannot be reached, from the server itself through the SSH connection. */
function directOrThroughSsh(lines: HostLines, hostId: string): Dial {
  const direct = dialDirect()
  return async (host, port, signal) => {
    try {
      return await direct(host, port, signal)
    } catch (error) {
      if (signal?.aborted) throw error
      const through = lines.use(hostId, (session) => session.dial(host, port, signal))
      return through.catch((second: unknown) => {
        // What the direct way met is what people can do something about, unless SSH has more to say.
        throw isAbout(second, 'forwardingRefused') ? error : second
      })
    }
  }
}

function isAbout(error: unknown, code: FailureCode): boolean {
  return error instanceof FailureError && error.failure.code === code
}
