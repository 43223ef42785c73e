import { X509Certificate } from 'node:crypto'
import type { CertificateFact } from './host-facts.ts'

/** The first certificate of each PEM text, which is the server's own; a path without a readable one is left out. */
export function readCertificates(
  found: readonly (readonly [path: string, pem: string])[],
): Map<string, CertificateFact> {
  const certificates = new Map<string, CertificateFact>()
  for (const [path, pem] of found) {
    const fact = readCertificate(pem)
    if (fact !== null) certificates.set(path, fact)
  }
  return certificates
}

function readCertificate(pem: string): CertificateFact | null {
  try {
    const certificate = new X509Certificate(pem)
    const subject = certificate.subject?.split('\n').join(', ') ?? ''
    return {
      subject,
      names: namesOf(certificate.subjectAltName, subject),
      notAfter: new Date(certificate.validTo).toISOString(),
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      selfSigned: certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey),
    }
  } catch {
    return null
  }
}

/** RFC 6125 §6.4.4: the common name counts only where there are no alternative names. */
function namesOf(alternatives: string | undefined, subject: string): string[] {
  const names = [...(alternatives ?? '').matchAll(/(?:^|, )(?:DNS|IP Address):([^,\s]+)/g)].map(
    ([, name = '']) => name,
  )
  const common = /(?:^|, )CN=([^,]+)/.exec(subject)?.[1]
  return names.length > 0 || common === undefined ? names : [common]
}
