import type { CertificateFact, HostFacts } from '#core/facts/host-facts.ts'
import type { Platform } from '#core/platform/platform.ts'
import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import { existingSettings } from '../dovecot/existing-config.ts'
import { factText } from '../fact-text.ts'
import { listOf, parametersOf } from '../postfix/main-cf.ts'
import type { RoleInput } from '../role.ts'
import { certificatePaths } from './certificate-paths.ts'

/** A certificate with its chain, and the key to it. */
export interface CertificatePair {
  readonly certificate: string
  readonly key: string
}

/** The pair that the services shall use, and what is to be said about the ones that they use now. */
export interface ChosenCertificate extends CertificatePair {
  /** We make it ourselves. */
  readonly own: boolean
  readonly warnings: readonly Message[]
}

/** The pair that we make where none is in use. */
export const ownPair: CertificatePair = {
  certificate: certificatePaths.certificate,
  key: certificatePaths.key,
}

/**
 * The certificate that Postfix or Dovecot uses already, where it is valid and either names the host or comes from an
 * authority; else our own one.
 */
export function certificateInUse({ spec, platform, facts }: RoleInput): ChosenCertificate {
  const named = namedPairs(facts, platform)
  const ranked = named
    .map((pair) => ({ pair, fact: facts.certificates.get(pair.certificate) }))
    .filter((entry): entry is { pair: CertificatePair; fact: CertificateFact } => entry.fact !== undefined)
    .filter(({ pair, fact }) => isUsable(pair, fact, spec.hostname, facts))
    .sort((left, right) => rank(right.fact, spec.hostname) - rank(left.fact, spec.hostname))
  const best = ranked[0]
  const dropped = named.filter(({ certificate }) => certificate !== best?.pair.certificate)
  const warnings = dropped.map(({ certificate }) =>
    message('roles.certificateReplacedWarning', { path: certificate, hostname: spec.hostname }),
  )
  if (best === undefined) return { ...ownPair, own: true, warnings }
  const { pair, fact } = best
  const strange = covers(fact, spec.hostname)
    ? []
    : [
        message('roles.certificateNamesWarning', {
          path: pair.certificate,
          hostname: spec.hostname,
          names: listMessage(fact.names),
        }),
      ]
  return { ...pair, own: false, warnings: [...strange, ...warnings] }
}

function namedPairs(facts: HostFacts, platform: Platform): readonly CertificatePair[] {
  const pairs = [...postfixPairs(facts, platform), ...dovecotPairs(facts, platform)]
  const ignored = new Set<string>([
    certificatePaths.certificate,
    ...platform.postfix.sampleCertificates,
    ...platform.dovecot.sampleCertificates,
  ])
  const byPath = new Map(pairs.map((pair) => [pair.certificate, pair]))
  return [...byPath.values()].filter(({ certificate }) => certificate !== '' && !ignored.has(certificate))
}

function postfixPairs(facts: HostFacts, { postfix }: Platform): readonly CertificatePair[] {
  const parameters = parametersOf(factText(facts, `${postfix.directory}/main.cf`) ?? '')
  const chain = listOf(parameters.get('smtpd_tls_chain_files') ?? '')
  // smtpd_tls_chain_files outweighs the older pair (postconf(5)).
  if (chain.length > 0)
    return [
      {
        certificate: chain.find((path) => facts.certificates.has(path)) ?? chain.at(-1) ?? '',
        key: chain.find((path) => facts.tlsKeys?.includes(path)) ?? chain[0] ?? '',
      },
    ]
  const certificate = parameters.get('smtpd_tls_cert_file') ?? ''
  return [{ certificate, key: parameters.get('smtpd_tls_key_file') ?? certificate }]
}

function dovecotPairs(facts: HostFacts, { dovecot }: Platform): readonly CertificatePair[] {
  const settings = existingSettings(facts, dovecot.directory)
  const path = (...names: readonly string[]) =>
    names.map((name) => settings.get(name)?.replace(/^</, '').trim() ?? '').find((text) => text !== '') ?? ''
  return [
    { certificate: path('ssl_server_cert_file', 'ssl_cert'), key: path('ssl_server_key_file', 'ssl_key') },
  ]
}

function isUsable(pair: CertificatePair, fact: CertificateFact, hostname: string, facts: HostFacts): boolean {
  const alive = Date.parse(fact.notAfter) > Date.parse(facts.readAt)
  const hasKey = facts.tlsKeys?.includes(pair.key) ?? false
  return alive && hasKey && (covers(fact, hostname) || !fact.selfSigned)
}

function rank(fact: CertificateFact, hostname: string): number {
  return (covers(fact, hostname) ? 2 : 0) + (fact.selfSigned ? 0 : 1)
}

/** RFC 6125 §6.4.3: a star stands for one whole label at the left. */
function covers({ names }: CertificateFact, hostname: string): boolean {
  const parent = hostname.slice(hostname.indexOf('.') + 1)
  return names.some((name) => [hostname, `*.${parent}`].includes(name.toLowerCase()))
}
