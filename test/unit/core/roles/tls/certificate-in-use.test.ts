import { describe, expect, it } from 'vitest'
import type { CertificateFact } from '#core/facts/host-facts.ts'
import { certificateInUse } from '#core/roles/tls/certificate-in-use.ts'
import { fileFact } from '#test/support/host-facts.ts'
import { bareRelease, exampleSpec, platformOfFacts } from '../whole-wish.ts'

const certificate = '/etc/letsencrypt/live/x/fullchain.pem'
const key = '/etc/letsencrypt/live/x/privkey.pem'

function chosen(changes: Partial<CertificateFact>, tlsKeys: readonly string[] = [key]) {
  const fact: CertificateFact = {
    subject: 'CN=x',
    names: ['mail.example.test'],
    notAfter: '2027-06-01T00:00:00.000Z',
    fingerprint: '00',
    selfSigned: false,
    ...changes,
  }
  const facts = bareRelease('12', {
    files: new Map([
      ['/etc/dovecot/dovecot.conf', fileFact(`ssl_cert = <${certificate}\nssl_key = <${key}\n`)],
    ]),
    certificates: new Map([[certificate, fact]]),
    tlsKeys,
  })
  return certificateInUse({ spec: exampleSpec(), platform: platformOfFacts(facts), facts })
}

describe('the certificate that is in use', () => {
  it.each([{}, { names: ['*.example.test'] }, { selfSigned: true }])(
    'is kept where it names the host: %j',
    (changes) => {
      expect(chosen(changes)).toEqual({ certificate, key, own: false, warnings: [] })
    },
  )

  it('is kept with a warning where it comes from an authority but names other hosts', () => {
    const { own, warnings } = chosen({ names: ['old.example.test'] })
    expect(own).toBe(false)
    expect(warnings.map((warning) => warning.key)).toEqual(['roles.certificateNamesWarning'])
  })

  it.each([
    { changes: { notAfter: '2020-01-01T00:00:00.000Z' } },
    { changes: { selfSigned: true, names: ['old.example.test'] } },
    { changes: {}, keys: [] },
  ])('gives way to ours where it is of no use: %j', ({ changes, keys }) => {
    const { own, certificate: path, warnings } = chosen(changes, keys)
    expect(own).toBe(true)
    expect(path).toBe('/etc/mailwright/tls/cert.pem')
    expect(warnings).toEqual([
      {
        key: 'roles.certificateReplacedWarning',
        params: { path: certificate, hostname: 'mail.example.test' },
      },
    ])
  })
})
