import { durationMessage } from '#shared/duration.ts'
import { failureOf } from '#shared/fail.ts'
import { message, type Message, type MessageKey } from '#shared/message.ts'
import type { FailureCode } from '#shared/model/failure.ts'
import type { TranscriptLine } from '#shared/model/mail.ts'
import { deliveryCulprit, type DeliveryCulprit, type DeliveryRecord } from './delivery-log.ts'
import type { StageOutcome } from './scenario-input.ts'

/** The service whose port a step of the test talks to. */
export type MailService = 'smtp' | 'pop3'

type Part = Extract<MessageKey, `test.part${string}`>

const servicePart: Readonly<Record<MailService, Part>> = {
  smtp: 'test.partPostfix',
  pop3: 'test.partDovecot',
}

/** Codes whose culprit is not simply the service that was talked to. */
const partOf: Readonly<Partial<Record<FailureCode, Part>>> = {
  mailHostUnknown: 'test.partDns',
  mailTimedOut: 'test.partFirewall',
  mailUnreachable: 'test.partNetwork',
  mailTls: 'test.partCertificate',
  mailTlsMissing: 'test.partCertificate',
  mailTlsInjected: 'test.partNetwork',
  mailCertificateName: 'test.partCertificate',
  mailCertificateExpired: 'test.partCertificate',
  mailCertificateUntrusted: 'test.partCertificate',
  mailCertificateChanged: 'test.partCertificate',
  mailAuthMissing: 'test.partSasl',
  mailLogin: 'test.partLogin',
  mailLoginTemporary: 'test.partSasl',
  mailRecipient: 'test.partRecipients',
  mailRelayDenied: 'test.partDomains',
}

const culpritPart: Readonly<Record<DeliveryCulprit, Part>> = {
  dns: 'test.partDns',
  lmtp: 'test.partLmtp',
  recipient: 'test.partRecipients',
  storage: 'test.partStorage',
  routing: 'test.partDomains',
  unknown: 'test.partPostfix',
}

const culpritAdvice: Readonly<Record<DeliveryCulprit, MessageKey>> = {
  dns: 'test.adviceDns',
  lmtp: 'test.adviceLmtp',
  recipient: 'test.adviceRecipients',
  storage: 'test.adviceStorage',
  routing: 'test.adviceDomains',
  unknown: 'test.adviceQueue',
}

/** A failed stage whose error names a part of the server, the words of the server kept as they are. */
export function blameFailure(
  error: unknown,
  service: MailService,
  transcript: readonly TranscriptLine[],
): StageOutcome {
  const { failure } = failureOf(error)
  const isUnresolved =
    failure.code === 'mailSender' && /domain not found|[45]\.1\.8/i.test(failure.evidence ?? '')
  const part = isUnresolved ? 'test.partDns' : (partOf[failure.code] ?? servicePart[service])
  const advice = isUnresolved ? message('test.adviceDns') : failure.next
  return { state: 'fail', finding: blamed(part, failure.message), advice, transcript }
}

/** A message that did not show in time (`waited` in milliseconds), blamed by what the server's log says of it, if anything. */
export function blameDelivery(
  record: DeliveryRecord | null,
  queueId: string | null,
  waited: number,
  transcript: readonly TranscriptLine[],
): StageOutcome {
  const id = queueId ?? '—'
  if (record === null) {
    const finding = message('test.arriveNever', { id, time: durationMessage(waited) })
    return { state: 'fail', finding, advice: message('test.adviceQueue'), transcript }
  }
  if (record.status === 'sent') {
    const what = message('test.arriveElsewhere', { id, reason: record.reason })
    return {
      state: 'fail',
      finding: blamed('test.partStorage', what),
      advice: message('test.adviceLocation'),
      transcript,
    }
  }
  const culprit = deliveryCulprit(record.reason)
  const what = message(record.status === 'deferred' ? 'test.arriveDeferred' : 'test.arriveBounced', {
    id,
    reason: record.reason,
  })
  const advice: Message = { key: culpritAdvice[culprit] }
  return { state: 'fail', finding: blamed(culpritPart[culprit], what), advice, transcript }
}

/** Puts the part to blame before what was seen. */
export function blamed(part: Part, what: Message): Message {
  return message('test.blamed', { part: { key: part }, what })
}
