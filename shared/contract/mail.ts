import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import {
  composedMail,
  mailServer,
  mailSummary,
  readMail,
  sendResult,
  testEvent,
  transcriptLine,
} from '../model/mail.ts'
import { procedure } from './procedure.ts'

/** A mail account as the client keeps it. */
export const mailAccount = z.object({
  id: z.string(),
  hostId: z.string().nullable(),
  /** Also the sender address. */
  address: z.string(),
  login: z.string(),
  hasPassword: z.boolean(),
  smtp: mailServer,
  pop3: mailServer,
})
export type MailAccount = z.infer<typeof mailAccount>

export const mailAccountInput = mailAccount
  .omit({ id: true, hasPassword: true })
  .extend({ password: z.string().optional() })
export type MailAccountInput = z.infer<typeof mailAccountInput>

const account = z.object({ accountId: z.string() })

export const mailContract = {
  accounts: procedure.input(z.object({ hostId: z.string().nullable() })).output(z.array(mailAccount)),
  createAccount: procedure.input(mailAccountInput).output(mailAccount),
  updateAccount: procedure.input(account.extend({ account: mailAccountInput })).output(mailAccount),
  removeAccount: procedure.input(account).output(z.object({ removed: z.boolean() })),
  send: procedure.input(account.extend({ mail: composedMail })).output(sendResult),
  list: procedure
    .input(account)
    .output(z.object({ messages: z.array(mailSummary), transcript: z.array(transcriptLine) })),
  read: procedure.input(account.extend({ uid: z.string() })).output(readMail),
  remove: procedure.input(account.extend({ uid: z.string() })).output(z.object({ removed: z.boolean() })),
  /** The one-click test of a mailbox of the host's last applied wish; passwords come from the draft or the account. */
  test: procedure
    .input(z.object({ hostId: z.string(), draftId: z.string().nullable(), mailbox: z.string() }))
    .output(eventIterator(testEvent)),
}
