import { z } from 'zod'
import { messageSchema } from './message-schema.ts'

/** How a mail connection is secured: from the first byte, after STARTTLS/STLS, or not at all (RFC 8314, RFC 3207, RFC 2595). */
export const tlsMode = z.enum(['implicit', 'starttls', 'none'])
export type TlsMode = z.infer<typeof tlsMode>

/** How the certificate of a mail server is judged: by the system's authorities, by its SHA-256 fingerprint, or not at all. */
export const certificateTrust = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('pinned'), sha256: z.string() }),
  z.object({ kind: z.literal('any') }),
])
export type CertificateTrust = z.infer<typeof certificateTrust>

export const mailServer = z.object({
  host: z.string().min(1),
  port: z.int().min(1).max(65535),
  tls: tlsMode,
  /** Name sent as SNI and compared with the certificate; the host where absent. */
  serverName: z.string().optional(),
  trust: certificateTrust,
})
export type MailServer = z.infer<typeof mailServer>

/** One line of a protocol conversation, credentials already masked; `at` is milliseconds since the connection began. */
export const transcriptLine = z.object({
  at: z.number(),
  from: z.enum(['client', 'server', 'note']),
  text: z.string(),
  /** A note in words, in place of `text`. */
  words: messageSchema.optional(),
})
export type TranscriptLine = z.infer<typeof transcriptLine>

export const attachmentInput = z.object({
  name: z.string().min(1),
  type: z.string(),
  /** Base64. */
  content: z.string(),
})

export const composedMail = z.object({
  from: z.string().min(3),
  to: z.array(z.string()).min(1),
  cc: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  attachments: z.array(attachmentInput),
})
export type ComposedMail = z.infer<typeof composedMail>

export const sendResult = z.object({
  /** The server's final reply to DATA, e.g. `250 2.0.0 Ok: queued as 4Zx…`. */
  reply: z.string(),
  queueId: z.string().nullable(),
  messageId: z.string(),
  accepted: z.array(z.string()),
  rejected: z.array(z.object({ recipient: z.string(), reply: z.string() })),
  transcript: z.array(transcriptLine),
})
export type SendResult = z.infer<typeof sendResult>

/** One message of a maildrop as UIDL, LIST and TOP tell (RFC 1939). */
export const mailSummary = z.object({
  number: z.int(),
  uid: z.string(),
  /** Octets. */
  size: z.int(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  /** ISO 8601: of the Date header, else of the topmost Received; null where neither can be read. */
  date: z.string().nullable(),
})
export type MailSummary = z.infer<typeof mailSummary>

export const readMail = mailSummary.extend({
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string().nullable(),
  /** Sanitised for show: no script, no remote content. Null where the message has no HTML part. */
  html: z.string().nullable(),
  attachments: z.array(
    z.object({ name: z.string(), type: z.string(), size: z.int(), /** Base64. */ content: z.string() }),
  ),
})
export type ReadMail = z.infer<typeof readMail>

/** What the one-click test looks at, in the order in which it runs. */
export const testStageId = z.enum([
  'reach', // the ports answer, directly or through SSH
  'submit', // authenticated submission is accepted
  'arrive', // POP3 shows the message
  'compare', // token, subject, body and attachment are equal byte for byte
  'delete', // DELE and QUIT remove it
  'alias', // the same through an alias
  'wrongPassword', // must be refused
  'relay', // must be refused
])
export type TestStageId = z.infer<typeof testStageId>

export const testStage = z.object({
  id: testStageId,
  title: messageSchema,
  state: z.enum(['waiting', 'running', 'pass', 'fail', 'skipped']),
  /** Milliseconds; null while it runs. */
  duration: z.number().nullable(),
  /** What was seen; on a failure which part is to blame. */
  finding: messageSchema.nullable(),
  /** What to do next; null when nothing is to be done. */
  advice: messageSchema.nullable(),
  transcript: z.array(transcriptLine),
})
export type TestStage = z.infer<typeof testStage>

export const testReport = z.object({
  mailbox: z.string(),
  startedAt: z.string(),
  ok: z.boolean(),
  /** How the ports were reached; null where none answered. */
  route: z.enum(['direct', 'ssh']).nullable(),
  stages: z.array(testStage),
})
export type TestReport = z.infer<typeof testReport>

/** What a running test tells: a stage that moved, or the finished report. */
export const testEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('stage'), stage: testStage }),
  z.object({ event: z.literal('report'), report: testReport }),
])
export type TestEvent = z.infer<typeof testEvent>
