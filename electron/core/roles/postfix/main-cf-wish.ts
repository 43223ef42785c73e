import { message } from '#shared/message.ts'
import type { Message } from '#shared/message.ts'
import type { Platform } from '#core/platform/platform.ts'
import { isOwnText, ownHeader } from '../own-text.ts'
import type { CompleteSpec } from '../role.ts'
import { listOf, parametersOf, settingLine, withParameters } from './main-cf.ts'
import { mapPaths, parameterGroups } from './main-parameters.ts'
import type { ParameterGroup, WishedParameter } from './main-parameters.ts'

/** The main.cf that shall be, and what of the present one somebody might miss. */
export interface WishedMainCf {
  readonly text: string
  readonly warnings: readonly Message[]
}

/** In mynetworks this would let the whole world send through the server. */
const everybody = /^(0\.0\.0\.0|\[?::\]?)\/0$/

/** Lists where the domain itself is an element: it may stand in one of the two only. */
const domainLists = ['mydestination', 'virtual_mailbox_domains'] as const

/** Our whole main.cf on a fresh server; else the present one with what must change, all the rest as it is. */
export function wishedMainCf(existing: string | null, spec: CompleteSpec, platform: Platform): WishedMainCf {
  const groups = parameterGroups(spec, platform)
  if (existing === null) return { text: freshMainCf(groups), warnings: [] }
  const present = parametersOf(existing)
  const own = isOwnText(existing)
  const wished = new Map<string, string | null>()
  for (const parameter of groups.flatMap((group) => group.parameters)) {
    wished.set(parameter.name, mergedValue(parameter, present.get(parameter.name), own))
  }
  for (const [name, value] of domainMoves(spec, platform, present, wished)) wished.set(name, value)
  for (const name of replacedTls(present)) wished.set(name, null)
  return {
    text: withParameters(existing, wished),
    warnings: own ? [] : warnings(present, wished, spec, platform),
  }
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
  if (rule === 'keep') return present
  if (rule === 'exact' || own) return value
  const listed = listOf(present)
  const elements = listed.filter((element) => !everybody.test(element))
  const missing = listOf(value).filter((element) => !elements.includes(element))
  return missing.length === 0 && elements.length === listed.length
    ? present
    : [...elements, ...missing].join(', ')
}

/** Takes the domain off the lists of the other kind of accounts, and our maps with it. */
function domainMoves(
  spec: CompleteSpec,
  platform: Platform,
  present: ReadonlyMap<string, string>,
  wished: ReadonlyMap<string, string | null>,
): readonly [string, string | null][] {
  const stays = spec.accounts === 'system' ? 'mydestination' : 'virtual_mailbox_domains'
  const ownMaps = Object.values(mapPaths(platform)).map((path) => `texthash:${path}`)
  const moves = domainLists
    .filter((name) => name !== stays)
    .flatMap((name): [string, string | null][] => {
      const value = wished.get(name) ?? present.get(name) ?? ''
      const elements = listOf(value)
      const kept = elements.filter((element) => !isDomain(element, spec.domain))
      return kept.length === elements.length ? [] : [[name, kept.length === 0 ? null : kept.join(', ')]]
    })
  if (spec.accounts === 'virtual') {
    const transport = present.get('mailbox_transport')
    return transport === 'lmtp:unix:private/dovecot-lmtp' ? [...moves, ['mailbox_transport', null]] : moves
  }
  const unused = ['virtual_mailbox_maps', 'virtual_alias_maps'].flatMap((name): [string, string | null][] => {
    const elements = listOf(present.get(name) ?? '')
    const kept = elements.filter((element) => !ownMaps.includes(element))
    return kept.length === elements.length ? [] : [[name, kept.length === 0 ? null : kept.join(', ')]]
  })
  return [...moves, ...unused]
}

function isDomain(element: string, domain: string): boolean {
  return ['$mydomain', '${mydomain}', '$(mydomain)', domain].includes(element.toLowerCase())
}

/** The pair of older parameters, which smtpd_tls_chain_files outweighs; left in they would only mislead. */
function replacedTls(present: ReadonlyMap<string, string>): readonly string[] {
  return ['smtpd_tls_cert_file', 'smtpd_tls_key_file'].filter((name) => present.has(name))
}

function warnings(
  present: ReadonlyMap<string, string>,
  wished: ReadonlyMap<string, string | null>,
  spec: CompleteSpec,
  platform: Platform,
): readonly Message[] {
  const samples = platform.postfix.sampleCertificates
  return [...wished].flatMap(([name, after]): readonly Message[] => {
    const before = present.get(name)
    if (before === undefined || before === after) return []
    if (name === 'smtpd_tls_key_file') return []
    if (name === 'smtpd_tls_cert_file')
      return samples.includes(before) ? [] : [message('roles.certificateReplacedWarning', { path: before })]
    if (name === 'mydestination' && spec.accounts === 'virtual') return domainWarning(before, spec)
    if (after !== null && listOf(before).every((element) => listOf(after).includes(element))) return []
    return after === null
      ? [message('roles.parameterRemovedWarning', { name, before })]
      : [message('roles.parameterChangedWarning', { name, before, after })]
  })
}

function domainWarning(before: string, spec: CompleteSpec): readonly Message[] {
  return listOf(before).some((element) => isDomain(element, spec.domain))
    ? [message('roles.domainBecomesVirtualWarning', { domain: spec.domain })]
    : []
}
