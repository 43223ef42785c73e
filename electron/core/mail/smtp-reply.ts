import { fail } from '#shared/fail.ts'
import type { FailureError } from '#shared/model/failure.ts'

/** The three digits of an SMTP reply (RFC 5321 §4.2); 0 where it has none. */
export function replyCode(reply: string): number {
  const code = /^([2-5]\d\d)(?:[ -]|$)/.exec(reply)?.[1]
  return code === undefined ? 0 : Number(code)
}

/** The queue id that an MTA names when it takes a message: Postfix, Exim, Sendmail; null where none is told. */
export function queueId(reply: string): string | null {
  const match =
    /\bqueued as ([0-9A-Za-z]{6,20})\b/i.exec(reply) ??
    /\bid=([0-9A-Za-z-]{6,40})/i.exec(reply) ??
    /\b([0-9A-Za-z]{10,20}) Message accepted/i.exec(reply)
  return match?.[1] ?? null
}

/** What a refused RCPT means: relaying denied (RFC 3463: x.7.1), unknown recipient, or not now. */
export function recipientFailure(recipient: string, reply: string): FailureError {
  if (/relay/i.test(reply)) return fail('mailRelayDenied', { recipient, reply }, { evidence: reply })
  if (replyCode(reply) < 500) return fail('mailLater', { reply }, { evidence: reply })
  return fail('mailRecipient', { recipient, reply }, { evidence: reply })
}

/** What a refused MAIL means. */
export function senderFailure(sender: string, reply: string): FailureError {
  return fail('mailSender', { sender, reply }, { evidence: reply })
}

/** What a refused login means: 535 and other 5xx are the password's, 4xx the server's (RFC 4954 §4, §6). */
export function smtpLoginFailure(host: string, user: string, reply: string): FailureError {
  const code = replyCode(reply)
  const kind = code >= 400 && code < 500 ? 'mailLoginTemporary' : 'mailLogin'
  return fail(kind, { host, user, reply }, { evidence: reply })
}
