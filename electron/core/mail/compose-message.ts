import { randomUUID } from 'node:crypto'
import addressparser from 'nodemailer/lib/addressparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import { fail } from '#shared/fail.ts'
import type { ComposedMail } from '#shared/model/mail.ts'

/** A message in the form in which it travels (RFC 5322), with the envelope to send it under. */
export interface BuiltMessage {
  readonly raw: Buffer
  /** With its angle brackets. */
  readonly messageId: string
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
}

/** Builds a message in UTF-8 with CRLF line ends; `headers` are added as they are. Throws `mailAddress` for a bad address. */
export async function composeMessage(
  mail: ComposedMail,
  headers: Readonly<Record<string, string>> = {},
): Promise<BuiltMessage> {
  const from = parseAddress(mail.from)
  const to = mail.to.map(parseAddress)
  const cc = mail.cc.map(parseAddress)
  const messageId = `<${randomUUID()}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`
  const composer = new MailComposer({
    from,
    to,
    cc,
    subject: mail.subject,
    text: mail.text,
    messageId,
    date: new Date(),
    headers: { ...headers },
    newline: 'windows',
    attachments: mail.attachments.map((attachment) => ({
      filename: attachment.name,
      contentType: attachment.type === '' ? 'application/octet-stream' : attachment.type,
      content: Buffer.from(attachment.content, 'base64'),
      // RFC 2045 §6.8: only base64 brings back every byte of a text attachment, line ends included.
      contentTransferEncoding: 'base64',
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const raw = await composer.compile().build()
  const recipients = [...new Set([...to, ...cc].map(({ address }) => address))]
  return { raw, messageId, envelope: { from: from.address, to: recipients } }
}

/** Takes `a@b` or `Name <a@b>` apart; throws `mailAddress` for anything else, line breaks above all. */
export function parseAddress(text: string): { name: string; address: string } {
  const [first, ...more] = addressparser(text, { flatten: true })
  // Without angle brackets there is no name: `ali ce@a.test` is a slip, not a letter to `ce`.
  const isWhole = text.includes('<') || first?.address === text.trim()
  const isOne = isWhole && more.length === 0 && !/[\p{Cc}\u2028\u2029]/u.test(text)
  // RFC 5321 §4.5.3.1: 64 octets, an at sign, 255 octets.
  if (
    first === undefined ||
    !isOne ||
    !/^[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;\\]{1,255}$/u.test(first.address)
  ) {
    throw fail('mailAddress', { address: text.slice(0, 100) })
  }
  return first
}
