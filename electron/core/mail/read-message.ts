import PostalMime, { type Address, type Email } from 'postal-mime'
import type { MailSummary, ReadMail } from '#shared/model/mail.ts'
import { htmlForShow } from './html-for-show.ts'

const maxHeaders = 500

/** What UIDL and LIST told of a message. */
export type MessagePlace = Pick<MailSummary, 'number' | 'uid' | 'size'>

/** Reads the head of a message for the list; unreadable parts become empty, never an error. */
export async function readSummary(head: Buffer, place: MessagePlace): Promise<MailSummary> {
  return summaryOf(await parse(head), place)
}

/** Reads a whole message: texts decoded from their charsets, attachments byte for byte, HTML made safe for show. */
export async function readMessage(raw: Buffer, place: MessagePlace): Promise<ReadMail> {
  const email = await parseTexts(raw)
  const attachments = email.attachments.map((attachment) => {
    const content = Buffer.from(typeof attachment.content === 'string' ? attachment.content : '', 'base64')
    return {
      name: attachment.filename ?? '',
      type: attachment.mimeType,
      size: content.length,
      content: content.toString('base64'),
      contentId: attachment.contentId?.replace(/^<|>$/g, '') ?? null,
    }
  })
  return {
    ...summaryOf(email, place),
    headers: email.headers
      .slice(0, maxHeaders)
      .map(({ originalKey, value }) => ({ name: originalKey, value })),
    text: email.text ?? null,
    html: email.html === undefined ? null : htmlForShow(email.html, attachments),
    attachments: attachments.map(({ name, type, size, content }) => ({ name, type, size, content })),
  }
}

/** What mail(1) writes in the C locale: it calls every text ASCII, whatever its bytes are (IANA's names of ASCII). */
const asciiCharset =
  /(\bcharset\s*=\s*"?)(?:us-ascii|ascii|us|ansi_x3\.4-19(?:68|86)|iso_646\.irv:1991|iso646-us)(?=["\s;]|$)/i

/** Reads a text that is said to be ASCII as UTF-8 where that is what it is: decoders take such names for windows-1252. */
async function parseTexts(raw: Buffer): Promise<Email> {
  const email = await parse(raw)
  const type = email.headers.find(({ key }) => key === 'content-type')?.value ?? ''
  const isAscii = ![email.text, email.html].some((part) => /[^\0-\x7f]/.test(part ?? ''))
  if (isAscii || !asciiCharset.test(type)) return email
  const head = /\r?\n\r?\n/.exec(raw.toString('latin1'))?.index ?? raw.length
  const asUtf8 = raw.toString('latin1', 0, head).replace(asciiCharset, '$1utf-8')
  const read = await parse(Buffer.concat([Buffer.from(asUtf8, 'latin1'), raw.subarray(head)]))
  const isUtf8 = ![read.text, read.html].some((part) => part?.includes('\uFFFD'))
  // The headers are shown as they came.
  return isUtf8 ? { ...read, headers: email.headers } : email
}

async function parse(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw, {
      attachmentEncoding: 'base64',
      maxNestingDepth: 64,
      maxRfc822NestingDepth: 3,
    })
  } catch {
    // Nested or headed beyond the limits: a message that is only meant to hurt is shown as its raw text.
    return {
      headers: [],
      headerLines: [],
      attachments: [],
      text: raw.subarray(0, 64 * 1024).toString('latin1'),
    }
  }
}

function summaryOf(email: Email, place: MessagePlace): MailSummary {
  return {
    ...place,
    from: email.from === undefined ? '' : addressText(email.from),
    to: (email.to ?? []).map(addressText).join(', '),
    subject: email.subject ?? '',
    date: isoDate(email.date) ?? isoDate(receivedDate(email)),
  }
}

/** When the server took the message in: the end of the topmost trace line, put there last (RFC 5321 §4.4). */
function receivedDate({ headers }: Email): string | undefined {
  return headers
    .find(({ key }) => key === 'received')
    ?.value.split(';')
    .at(-1)
}

function isoDate(text: string | undefined): string | null {
  const date = new Date(text?.replace(/\([^()]*\)/g, '') ?? '')
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

function addressText(address: Address): string {
  if (address.group !== undefined) return `${address.name}: ${address.group.map(addressText).join(', ')}`
  return address.name === '' ? address.address : `${address.name} <${address.address}>`
}
