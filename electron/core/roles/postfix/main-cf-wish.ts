import { message, type Message } from '#shared/message.ts'
import type { Platform } from '#core/platform/platform.ts'
import { isOwnText, ownHeader } from '../own-text.ts'
import type { CompleteSpec } from '../role.ts'
import { ownPair, type CertificatePair } from '../tls/certificate-in-use.ts'
import { domainOf, listOf, parameterNamed, parametersOf, settingLine, withParameters } from './main-cf.ts'
import {
  lmtp,
  mapPaths,
  networksOf,
  parameterGroups,
  type ParameterGroup,
  type WishedParameter,
} from './main-parameters.ts'
import { keptOrigin } from './mail-origin.ts'

/** The main.cf that shall be, and what of the present one somebody might miss. */
export interface WishedMainCf {
  readonly text: string
  readonly warnings: readonly Message[]
}

type Parameters = ReadonlyMap<string, string>
type Wishes = ReadonlyMap<string, string | null>

/** In mynetworks this would let the whole world send through the server. */
const everybody = /^(0\.0\.0\.0|\[?::\]?)\/0$/

/** Lists where the domain itself is an element: it may stand in one of them only. */
const domainLists = [
  'mydestination',
  'virtual_mailbox_domains',
  'virtual_alias_domains',
  'relay_domains',
] as const

/** What else main.cf depends on. */
interface AroundMainCf {
  /** The domain gets a transport of its own. */
  readonly ownWay?: boolean
  /** The text of /etc/mailname. */
  readonly mailname?: string | null
  /** The version of the package. */
  readonly version?: string
}

/**
 * Our whole main.cf on a fresh server; else the present one with what must change, all the rest as it is.
 */
export function wishedMainCf(
  existing: string | null,
  spec: CompleteSpec,
  platform: Platform,
  pair: CertificatePair = ownPair,
  { ownWay = needsTransportMap(existing, spec), mailname = null, version = '' }: AroundMainCf = {},
): WishedMainCf {
  const present = parametersOf(existing ?? '')
  const own = isOwnText(existing)
  const groups = parameterGroups(spec, platform, pair, version, own ? undefined : present)
  if (existing === null) return { text: freshMainCf(groups), warnings: [] }
  const wished = new Map<string, string | null>()
  for (const parameter of groups.flatMap((group) => group.parameters)) {
    if (parameter.rule === 'fresh' && !own) continue
    wished.set(parameter.name, mergedValue(parameter, present.get(parameter.name), own))
  }
  if (!own) for (const [name, value] of keptNames(present, wished)) wished.set(name, value)
  if (!own && spec.accounts === 'virtual') {
    const origin = keptOrigin(present, spec, mailname)
    if (origin === undefined) wished.delete('myorigin')
    else wished.set('myorigin', origin)
  }
  for (const [name, value] of domainMoves(spec, platform, present, wished)) wished.set(name, value)
  for (const [name, value] of transports(present, ownWay, platform)) {
    if (value === undefined) wished.delete(name)
    else wished.set(name, value)
  }
  for (const [name, value] of olderTls(present, pair)) {
    if (value === 'stays') wished.delete(name)
    else wished.set(name, null)
  }
  return {
    text: withParameters(existing, wished),
    warnings: own ? droppedDomains(present, spec) : warnings(present, wished, spec),
  }
}

/**
 * Whether virtual domains of others are delivered elsewhere than to Dovecot's LMTP: then the domain gets a transport of its own
 * in place of virtual_transport, which is for all of them.
 */
export function needsTransportMap(existing: string | null, spec: CompleteSpec): boolean {
  if (existing === null || isOwnText(existing) || spec.accounts === 'system') return false
  const present = parametersOf(existing)
  const foreign = listOf(present.get('virtual_mailbox_domains') ?? '').some(
    (element) => !isDomain(element, spec.domain),
  )
  return foreign && present.get('virtual_transport') !== lmtp
}

function freshMainCf(groups: readonly ParameterGroup[]): string {
  const parts = groups.map(
    ({ comment, parameters }) =>
      `# ${comment}\n${parameters.map(({ name, value }) => `${settingLine(name, value)}\n`).join('')}`,
  )
  return `${ownHeader('#')}# What each name means: postconf(5). Show what counts with: postconf -n\n\n${parts.join('\n')}`
}

function mergedValue({ value, rule }: WishedParameter, present: string | undefined, own: boolean): string {
  if (present === undefined) return value
  if (rule === 'keep' || rule === 'fresh') return present
  if (rule === 'exact' || own) return value
  // A stranger who is told to come back later (`defer_…`) goes on trying.
  if (rule === 'closed')
    return isClosed(present)
      ? present.replaceAll('defer_unauth_destination', 'reject_unauth_destination')
      : value
  const listed = listOf(present)
  const elements = listed.filter((element) => !everybody.test(element))
  const missing = listOf(value).filter((element) => !elements.includes(element))
  if (missing.length === 0 && elements.length === listed.length) return present
  return (rule === 'first' ? [...missing, ...elements] : [...elements, ...missing]).join(', ')
}

/**
 * Networks that may send anywhere without logging in because somebody else wrote them into mynetworks, and that the
 * description does not trust: they are kept.
 */
export function keptNetworks(existing: string | null, spec: CompleteSpec): readonly string[] {
  if (existing === null || isOwnText(existing)) return []
  const wished = new Set(listOf(networksOf(spec)))
  const present = listOf(parametersOf(existing).get('mynetworks') ?? '')
  return present.filter((element) => !everybody.test(element) && !wished.has(element) && !isLoopback(element))
}

function isLoopback(network: string): boolean {
  return /^(127\.|\[?::1\]?(\/128)?$|\[?::ffff:127\.)/.test(network)
}

/** Users who have logged in may send, and strangers are stopped before anything else lets them in (postconf(5)). */
function isClosed(restrictions: string): boolean {
  const elements = listOf(restrictions)
  const end = elements.findIndex((element) => /^(reject|defer)(_unauth_destination)?$/.test(element))
  const before = elements.slice(0, end === -1 ? 0 : end)
  const known = [
    'permit_mynetworks',
    'permit_sasl_authenticated',
    'permit_tls_clientcerts',
    'permit_tls_all_clientcerts',
  ]
  return (
    end !== -1 &&
    before.includes('permit_sasl_authenticated') &&
    before.every((element) => known.includes(element) || /^reject_/.test(element))
  )
}

/** What `$mydomain` and `$myhostname` meant so far stays in the lists that name them, also where the names change. */
function keptNames(present: Parameters, wished: Wishes): readonly [string, string][] {
  const former = [
    { word: 'myhostname', name: present.get('myhostname'), now: wished.get('myhostname') },
    { word: 'mydomain', name: domainOf(present), now: wished.get('mydomain') },
  ].filter(({ name, now }) => name !== undefined && name.includes('.') && name !== now)
  return domainLists.flatMap((list): [string, string][] => {
    const before = listOf(present.get(list) ?? '')
    const after = listOf(wished.get(list) ?? present.get(list) ?? '')
    const added = former.flatMap(({ word, name = '' }) =>
      before.some((element) => parameterNamed(element) === word) && !after.includes(name) ? [name] : [],
    )
    return added.length === 0 ? [] : [[list, [...after, ...added].join(', ')]]
  })
}

/** Takes the domain off the lists of the other kind of accounts, and our maps with it. */
function domainMoves(
  spec: CompleteSpec,
  platform: Platform,
  present: Parameters,
  wished: Wishes,
): readonly [string, string | null][] {
  const stays = spec.accounts === 'system' ? 'mydestination' : 'virtual_mailbox_domains'
  const ownMaps = Object.values(mapPaths(platform)).map((path) => `texthash:${path}`)
  const moves = domainLists
    .filter((name) => name !== stays)
    .flatMap((name): [string, string | null][] => {
      const value = wished.get(name) ?? present.get(name) ?? ''
      const elements = listOf(value)
      const kept = elements.filter((element) => !isDomain(element, spec.domain))
      return kept.length === elements.length ? [] : [[name, emptyAs(name, kept)]]
    })
  if (spec.accounts === 'virtual')
    return present.get('mailbox_transport') === lmtp ? [...moves, ['mailbox_transport', null]] : moves
  const unused = ['virtual_mailbox_maps', 'virtual_alias_maps'].flatMap((name): [string, string | null][] => {
    const elements = listOf(present.get(name) ?? '')
    const kept = elements.filter((element) => !ownMaps.includes(element))
    return kept.length === elements.length ? [] : [[name, kept.length === 0 ? null : kept.join(', ')]]
  })
  return [...moves, ...unused]
}

/** These two have other lists as their default, in which the domain may stand: they are emptied rather than left out. */
function emptyAs(name: string, kept: readonly string[]): string | null {
  if (kept.length > 0) return kept.join(', ')
  return name === 'virtual_alias_domains' || name === 'relay_domains' ? '' : null
}

function transports(
  present: Parameters,
  ownWay: boolean,
  platform: Platform,
): readonly [string, string | null | undefined][] {
  const own = `texthash:${mapPaths(platform).transport}`
  const elements = listOf(present.get('transport_maps') ?? '')
  const others = elements.filter((element) => element !== own)
  if (ownWay)
    return [
      ['virtual_transport', undefined],
      ['transport_maps', [own, ...others].join(', ')],
    ]
  if (others.length === elements.length) return []
  return [['transport_maps', others.length === 0 ? null : others.join(', ')]]
}

function isDomain(element: string, domain: string): boolean {
  return parameterNamed(element) === 'mydomain' || element.toLowerCase() === domain
}

/**
 * The pair of older parameters stays where it names the certificate that is used; else smtpd_tls_chain_files outweighs it, and
 * left in it would only mislead.
 */
function olderTls(present: Parameters, pair: CertificatePair): readonly [string, 'stays' | 'goes'][] {
  const certificate = present.get('smtpd_tls_cert_file')
  const key = present.get('smtpd_tls_key_file') ?? certificate
  if (!present.has('smtpd_tls_chain_files') && certificate === pair.certificate && key === pair.key)
    return [['smtpd_tls_chain_files', 'stays']]
  return ['smtpd_tls_cert_file', 'smtpd_tls_key_file']
    .filter((name) => present.has(name))
    .map((name) => [name, 'goes'])
}

/** Domains of an earlier description of ours, whose mail is refused from now on. */
function droppedDomains(present: Parameters, { domain }: CompleteSpec): readonly Message[] {
  const local = listOf(present.get('mydestination') ?? '').includes('$mydomain')
  const former = [
    ...listOf(present.get('virtual_mailbox_domains') ?? ''),
    ...(local ? [present.get('mydomain') ?? domain] : []),
  ]
  return former
    .filter((name) => name !== domain)
    .map((name) => message('roles.domainDroppedWarning', { domain: name }))
}

/** With mailbox_transport these count no more for users of the system (local(8)). */
const localDelivery = ['mailbox_command', 'mailbox_command_maps', 'home_mailbox', 'mail_spool_directory']

/** Parameters whose default (postconf(5)) is not ours, so that leaving them out said something, too. */
const defaults: ReadonlyMap<string, string> = new Map([
  ['smtpd_sasl_type', 'cyrus'],
  ['smtpd_tls_auth_only', 'no'],
  ['smtputf8_enable', 'yes'],
])

/** The parameters of somebody else's main.cf, with those that are left out and will change for users of theirs. */
function withDefaults(present: Parameters): Parameters {
  const logsIn = present.get('smtpd_sasl_auth_enable') === 'yes'
  return new Map([...[...defaults].filter(([name]) => logsIn || name === 'smtputf8_enable'), ...present])
}

function warnings(present: Parameters, wished: Wishes, spec: CompleteSpec): readonly Message[] {
  const overruled =
    spec.accounts === 'system' && present.get('mailbox_transport') !== lmtp
      ? localDelivery.filter((name) => present.has(name) && present.get(name) !== '')
      : []
  const before = withDefaults(present)
  return [
    ...openStyleWarning(present),
    ...[...wished].flatMap(([name, after]) => changeWarning(name, before.get(name), after, spec, present)),
    ...overruled.map((name) =>
      message('roles.parameterOverruledWarning', { name, before: present.get(name) ?? '' }),
    ),
  ]
}

/** Without mynetworks a style says who may send anywhere: before compatibility level 2 the whole subnet (postconf(5)). */
function openStyleWarning(present: Parameters): readonly Message[] {
  const isOld = Number.parseFloat(present.get('compatibility_level') ?? '0') < 2
  const style = present.get('mynetworks_style') ?? (isOld ? 'subnet' : 'host')
  return present.has('mynetworks') || !['subnet', 'class'].includes(style)
    ? []
    : [message('roles.networksClosedWarning', { style })]
}

function changeWarning(
  name: string,
  before: string | undefined,
  after: string | null,
  spec: CompleteSpec,
  present: Parameters,
): readonly Message[] {
  if (before === undefined || before === after) return []
  // Which certificate is used is told by itself.
  if (/^smtpd_tls_(cert|key|chain)_file/.test(name)) return []
  // The same name, said so that it stays the same.
  if (name === 'myorigin' && before === '$mydomain' && after === present.get('mydomain')) return []
  if (name === 'mydestination' && spec.accounts === 'virtual') return domainWarning(before, spec)
  if (after !== null && listOf(before).every((element) => listOf(after).includes(element))) return []
  return after === null
    ? [message('roles.parameterRemovedWarning', { name, before })]
    : [message('roles.parameterChangedWarning', { name, before, after })]
}

function domainWarning(before: string, spec: CompleteSpec): readonly Message[] {
  return listOf(before).some((element) => isDomain(element, spec.domain))
    ? [message('roles.domainBecomesVirtualWarning', { domain: spec.domain })]
    : []
}
