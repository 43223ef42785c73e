import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestCertificate {
  readonly key: string
  readonly cert: string
  readonly sha256: string
}

/** Makes a self-signed certificate for a name with the openssl of the machine. */
export function makeCertificate(name: string): TestCertificate {
  const directory = mkdtempSync(join(tmpdir(), 'mail-cert-'))
  try {
    const keyFile = join(directory, 'key.pem')
    const certFile = join(directory, 'cert.pem')
    const request = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
    ]
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
    execFileSync('openssl', [...request, ...subject, '-keyout', keyFile, '-out', certFile], { stdio: 'pipe' })
    const cert = readFileSync(certFile, 'utf8')
    return { key: readFileSync(keyFile, 'utf8'), cert, sha256: new X509Certificate(cert).fingerprint256 }
  } finally {
    rmSync(directory, { recursive: true })
  }
}
