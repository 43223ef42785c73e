import { fail } from '#shared/fail.ts'
import type { ComposedMail, MailServer, MailSummary, ReadMail, SendResult } from '#shared/model/mail.ts'
import type { Secret } from '#shared/secret.ts'
import { composeMessage } from './compose-message.ts'
import { type Dial, dialDirect } from './dial.ts'
import type { MailLimits } from './limits.ts'
import { Pop3Session } from './pop3-session.ts'
import { readMessage, readSummary } from './read-message.ts'
import { sendMessage } from './smtp-client.ts'
import { Transcript } from './transcript.ts'

/** A mailbox as a mail program knows it. */
export interface MailAccount {
  readonly smtp: MailServer
  readonly pop3: MailServer
  readonly user: string
  readonly password: Secret
  readonly address: string
}

export interface MailboxList {
  /** Messages in the maildrop; more than are listed when it is large. */
  readonly total: number
  /** The newest first. */
  readonly messages: readonly MailSummary[]
}

export interface MailboxOptions {
  /** How the servers are reached; from this machine where absent. */
  readonly dial?: Dial | undefined
  readonly signal?: AbortSignal | undefined
  readonly limits?: Partial<MailLimits> | undefined
  /** Receives the POP3 or SMTP conversation, also of one that failed. */
  readonly transcript?: Transcript | undefined
}

const listedByDefault = 100

/** Sends a message as its sender; see `sendMessage` for what the result promises. */
export async function sendMail(
  account: MailAccount,
  mail: ComposedMail,
  options: MailboxOptions = {},
): Promise<SendResult> {
  const built = await composeMessage(mail)
  const login = { user: account.user, password: account.password }
  return sendMessage({ ...wire(account, options), server: account.smtp, login }, built)
}

/** The newest messages of the maildrop with sender, subject and date, at most `count` of them. */
export async function listMailbox(
  account: MailAccount,
  options: MailboxOptions & { readonly count?: number } = {},
): Promise<MailboxList> {
  return inMaildrop(account, options, async (session) => {
    const uids = await session.uidl()
    const sizes = await session.list()
    const newest = [...uids.keys()].sort((a, b) => b - a).slice(0, options.count ?? listedByDefault)
    const heads = await session.top(newest, 0)
    const messages = newest.map((number, index) =>
      readSummary(heads[index] ?? Buffer.alloc(0), {
        number,
        uid: uids.get(number) ?? '',
        size: sizes.get(number) ?? 0,
      }),
    )
    return { total: uids.size, messages: await Promise.all(messages) }
  })
}

/** One message whole; throws `mailGone` when the maildrop no longer holds it. */
export async function readMailbox(
  account: MailAccount,
  uid: string,
  options: MailboxOptions = {},
): Promise<ReadMail> {
  return inMaildrop(account, options, async (session) => {
    const number = await numberOf(session, uid)
    const raw = await session.message(number)
    return readMessage(raw, { number, uid, size: raw.length })
  })
}

/** Deletes one message for good: returns only when the server has confirmed the removal. */
export async function deleteFromMailbox(
  account: MailAccount,
  uid: string,
  options: MailboxOptions = {},
): Promise<void> {
  return inMaildrop(account, options, async (session) => session.markDeleted(await numberOf(session, uid)))
}

async function numberOf(session: Pop3Session, uid: string): Promise<number> {
  const number = await session.numberOf(uid)
  if (number === null) throw fail('mailGone')
  return number
}

function wire(account: MailAccount, options: MailboxOptions) {
  return {
    dial: options.dial ?? dialDirect(),
    signal: options.signal,
    limits: options.limits,
    transcript: options.transcript ?? new Transcript([account.password]),
  }
}

/** Logs in, acts, and ends the session with QUIT; after an error without it, so that nothing is removed by half. */
async function inMaildrop<T>(
  account: MailAccount,
  options: MailboxOptions,
  act: (session: Pop3Session) => Promise<T>,
): Promise<T> {
  const { user, password } = account
  const session = await Pop3Session.open({ ...wire(account, options), server: account.pop3, user, password })
  try {
    const result = await act(session)
    await session.quit()
    return result
  } finally {
    session.close()
  }
}
