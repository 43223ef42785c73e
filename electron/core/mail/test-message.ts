import { randomBytes } from 'node:crypto'
import type { ComposedMail, ReadMail } from '#shared/model/mail.ts'
import { message, type Message } from '#shared/message.ts'
import { type BuiltMessage, composeMessage } from './compose-message.ts'

const attachmentOctets = 4096
const tokenHeader = 'X-Mailwright-Token'

/** A message that is sent to be recognised and compared when it comes back. */
export interface TestMessage {
  readonly token: string
  readonly mail: ComposedMail
  readonly built: BuiltMessage
}

/**
 * Builds a message with everything that gets damaged on the way: Chinese subject, body and file name, dots at line
 * starts, trailing spaces, a long line, characters beyond the basic plane, and random bytes as an attachment.
 */
export async function buildTestMessage(from: string, to: string): Promise<TestMessage> {
  const token = randomBytes(12).toString('hex')
  const mail: ComposedMail = {
    from,
    to: [to],
    cc: [],
    subject: `邮匠收发测试 Mailwright ${token}：中文主题、标点与 ASCII`,
    text: [
      '这是邮匠发出的测试邮件，收到后会自动删除。',
      `Token: ${token}`,
      '.',
      '.以点开头的一行',
      '..two dots',
      'From 行首的 From',
      '行尾有空格   ',
      '生僻字与表情：𠮷 𡃁 ✉ 📮',
      '长'.repeat(600),
      '',
      '完。',
    ].join('\n'),
    attachments: [
      {
        name: `附件-${token}.bin`,
        type: 'application/octet-stream',
        content: randomBytes(attachmentOctets).toString('base64'),
      },
    ],
  }
  return { token, mail, built: await composeMessage(mail, { [tokenHeader]: token }) }
}

/** True when the head of a message is that of the test message with this token. */
export function carriesToken(head: Buffer, token: string): boolean {
  return new RegExp(`^${tokenHeader}: ${token}\\r?$`, 'im').test(head.toString('latin1'))
}

/** Says in what a message that came back differs from the one sent; null when it is equal byte for byte. */
export function findDifference(sent: TestMessage, received: ReadMail): Message | null {
  const header = received.headers.find(({ name }) => name.toLowerCase() === tokenHeader.toLowerCase())
  if (header?.value !== sent.token) {
    return message('test.differsToken', { expected: sent.token, actual: header?.value ?? '—' })
  }
  if (received.subject !== sent.mail.subject) {
    return message('test.differsSubject', { expected: sent.mail.subject, actual: received.subject })
  }
  if (plainText(received.text ?? '') !== plainText(sent.mail.text)) return message('test.differsBody')
  const [expected] = sent.mail.attachments
  const [actual] = received.attachments
  if (expected?.content !== actual?.content || expected?.name !== actual?.name) {
    return message('test.differsAttachment', { expected: attachmentOctets, actual: actual?.size ?? 0 })
  }
  return null
}

/** Line ends are CRLF on the wire and LF here (RFC 5322 §2.3); the last one may be added on the way. */
function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/\n+$/, '')
}
