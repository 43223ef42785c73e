import type { ComposedMail, ReadMail } from '#shared/model/mail.ts'
import { looksLikeAddress, senderAddress } from './address-text.ts'

/** A message in the middle of being written. */
export interface ComposeValues {
  readonly to: string[]
  readonly cc: string[]
  readonly subject: string
  readonly text: string
  readonly attachments: readonly Attached[]
}

export interface Attached {
  readonly name: string
  readonly type: string
  /** Octets. */
  readonly size: number
  /** Base64. */
  readonly content: string
}

export const emptyMail: ComposeValues = { to: [], cc: [], subject: '', text: '', attachments: [] }

/** Octets that all attachments may have together; base64 makes a third more of them, and servers take 25 MB or so. */
export const attachmentLimit = 15_000_000

/** The first recipient that is no mail address, an empty text where there is none at all, null when all is well. */
export function recipientProblem(values: ComposeValues): string | null {
  if (values.to.length === 0) return ''
  return [...values.to, ...values.cc].find((one) => !looksLikeAddress(one)) ?? null
}

/** What the core is given to send. */
export function composedOf(values: ComposeValues, from: string): ComposedMail {
  const { to, cc, subject, text } = values
  const attachments = values.attachments.map(({ name, type, content }) => ({ name, type, content }))
  return { from, to, cc, subject, text, attachments }
}

/** The words of a reply that depend on the language. */
export interface ReplyWords {
  readonly subject: (subject: string) => string
  readonly quoted: string
}

/** An answer to a message: its sender as recipient, its text quoted. */
export function replyTo(mail: ReadMail, words: ReplyWords): ComposeValues {
  const again = /^\s*(?:re|回复|答复)\s*[:：]/i.test(mail.subject)
  const quote = (mail.text ?? '').trimEnd().replace(/^/gm, '> ')
  return {
    ...emptyMail,
    to: [senderAddress(mail.from)],
    subject: again ? mail.subject : words.subject(mail.subject),
    text: `\n\n${words.quoted}\n${quote}\n`,
  }
}

/** Reads a chosen file whole into base64. */
export async function attachedOf(file: File): Promise<Attached> {
  const octets = new Uint8Array(await file.arrayBuffer())
  let text = ''
  // String.fromCharCode takes its octets as arguments, of which an engine accepts some ten thousand at once.
  for (let at = 0; at < octets.length; at += 8192)
    text += String.fromCharCode(...octets.subarray(at, at + 8192))
  return {
    name: file.name,
    type: file.type || 'application/octet-stream',
    size: file.size,
    content: btoa(text),
  }
}

/** The octets of a base64 text. */
export function octetsOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
