import { byteSize } from '#shared/byte-size.ts'
import { fail, failureOf } from '#shared/fail.ts'
import { FailureError, type FailureCode } from '#shared/model/failure.ts'
import type { MailServer } from '#shared/model/mail.ts'
import type { MailLimits } from './limits.ts'
import { expectedName } from './tls-upgrade.ts'
import { displaySafe } from './transcript.ts'
import { WireError, type WireErrorKind } from './wire-error.ts'

const byWireError = {
  closed: 'mailClosed',
  silent: 'mailSilent',
  overlong: 'mailProtocol',
  protocol: 'mailProtocol',
  tooMuch: 'mailTooMuch',
  injected: 'mailTlsInjected',
  cancelled: 'mailCancelled',
} satisfies Record<WireErrorKind, FailureCode>

const bySystemCode: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'mailRefused',
  ETIMEDOUT: 'mailTimedOut',
  EHOSTUNREACH: 'mailUnreachable',
  ENETUNREACH: 'mailUnreachable',
  EADDRNOTAVAIL: 'mailUnreachable',
  ENOTFOUND: 'mailHostUnknown',
  EAI_AGAIN: 'mailHostUnknown',
  ECONNRESET: 'mailClosed',
  EPIPE: 'mailClosed',
  ABORT_ERR: 'mailCancelled',
  CERT_HAS_EXPIRED: 'mailCertificateExpired',
  CERT_NOT_YET_VALID: 'mailCertificateExpired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'mailCertificateName',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'mailCertificateUntrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'mailCertificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'mailCertificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'mailCertificateUntrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'mailCertificateUntrusted',
}

/** Puts whatever broke a mail connection into words; a failure that is in words already passes. */
export function connectionFailure(error: unknown, server: MailServer, limits: MailLimits): FailureError {
  const { host, port } = server
  if (error instanceof FailureError) {
    const { code, evidence, message } = error.failure
    // Through SSH too, a port where nothing listens is a port where nothing listens.
    const detail = code === 'forwardingRefused' ? message.params?.['detail'] : undefined
    const told = typeof detail === 'string' ? tunnelCode(detail) : undefined
    return told === undefined ? error : fail(told, { host, port }, { evidence, cause: error })
  }
  if (error instanceof WireError) {
    const evidence = error.said === '' ? undefined : displaySafe(error.said)
    return fail(byWireError[error.kind], { host, port, limit: byteSize(limits.bytes) }, { evidence })
  }
  if (!(error instanceof Error)) return failureOf(error)
  const code = codeOf(error)
  const detail = displaySafe(error.message)
  const known = bySystemCode[code] ?? tunnelCode(error.message)
  const details = { evidence: detail, cause: error }
  switch (known) {
    case undefined:
      return isTlsError(code, error.message)
        ? fail('mailTls', { host, port, detail: code === '' ? detail : code }, details)
        : failureOf(error)
    case 'mailCertificateName':
      return fail(known, { host: expectedName(server), names: certificateNames(error) }, details)
    case 'mailCertificateExpired':
    case 'mailCertificateUntrusted':
      return fail(known, { host: expectedName(server), detail: code }, details)
    default:
      return fail(known, { host, port }, details)
  }
}

/** The most telling code of an error: the first of the system's among those that libraries laid over it. */
function codeOf(error: Error): string {
  const original = 'originalCode' in error ? error.originalCode : undefined
  const own = 'code' in error ? error.code : undefined
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined
  const nested = first instanceof Error && 'code' in first ? first.code : undefined
  for (const code of [original, nested, own]) if (typeof code === 'string') return code
  return ''
}

/** An SSH server says in words why it could not open a forwarded connection (RFC 4254 §5.1). */
function tunnelCode(text: string): FailureCode | undefined {
  if (/connection refused/i.test(text)) return 'mailRefused'
  if (/timed? ?out/i.test(text)) return 'mailTimedOut'
  if (/no route|unreachable/i.test(text)) return 'mailUnreachable'
  if (/name or service not known|unknown host/i.test(text)) return 'mailHostUnknown'
  return undefined
}

function isTlsError(code: string, text: string): boolean {
  return /^(?:ERR_SSL|ERR_TLS|EPROTO|CERT_|ETLS)/.test(code) || /\b(?:SSL|TLS)\b/.test(text)
}

function certificateNames(error: Error): string {
  const certificate: unknown = 'cert' in error ? error.cert : undefined
  if (typeof certificate !== 'object' || certificate === null) return '—'
  const names = 'subjectaltname' in certificate ? certificate.subjectaltname : undefined
  if (typeof names === 'string') return displaySafe(names.replaceAll(/(?:DNS|IP Address):/g, ''))
  const subject = 'subject' in certificate ? certificate.subject : undefined
  const common = typeof subject === 'object' && subject !== null && 'CN' in subject ? subject.CN : undefined
  return typeof common === 'string' ? displaySafe(common) : '—'
}
