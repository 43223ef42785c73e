import type { DraftFields } from '#shared/model/draft.ts'
import type { ConnectionReport } from '#shared/model/host-profile.ts'
import { domainName, isIpv4 } from '#shared/model/names.ts'

export type Facts = NonNullable<ConnectionReport['facts']>

/** The domain that a full host name lies in, or null for a bare one. */
export function domainOfHostname(hostname: string): string | null {
  const rest = hostname.split('.').slice(1).join('.')
  const isFull = rest !== 'localdomain' && rest !== 'local' && domainName.safeParse(rest).success
  return isFull ? rest : null
}

/**
 * The mail host name that goes with another domain: it keeps its first label, `mail` where it has none or its name was read from
 * the server rather than typed. A name outside the domain until now was meant so and stays.
 */
export function hostnameAfter(fields: DraftFields, domain: string, facts: Facts | null): string {
  const [label = '', ...rest] = fields.hostname.split('.')
  if (fields.hostname !== '' && rest.join('.') !== fields.domain.trim()) return fields.hostname
  if (domain.trim() === '') return ''
  const isTyped = label !== '' && fields.hostname !== facts?.hostname
  return `${isTyped ? label : 'mail'}.${domain.trim()}`
}

/** The address in DNS that the facts suggest: the one connected to, else the first IPv4, else the first at all. */
export function addressOf(facts: Facts, connectedTo: string): string {
  const { addresses } = facts
  return addresses.find((one) => one === connectedTo) ?? addresses.find(isIpv4) ?? addresses[0] ?? ''
}

/** Resolvers that can serve as forwarders: not the server itself. */
export function forwardersOf(facts: Facts): string[] {
  const own = new Set(['::1', ...facts.addresses])
  return facts.nameservers.filter((address) => !address.startsWith('127.') && !own.has(address)).slice(0, 8)
}

/** The parts of a draft that are still empty and that the facts can fill; forwarders only while DNS was not yet asked. */
export function defaultsFrom(
  facts: Facts,
  fields: DraftFields,
  connectedTo: string,
  dnsAsked: boolean,
): Partial<DraftFields> {
  const domain = domainOfHostname(facts.hostname)
  const fillsNames = domain !== null && fields.domain === '' && fields.hostname === ''
  return {
    ...(fillsNames ? { domain, hostname: facts.hostname } : {}),
    ...(fields.address === '' ? { address: addressOf(facts, connectedTo) } : {}),
    ...(fields.forwarders.length === 0 && !dnsAsked ? { forwarders: forwardersOf(facts) } : {}),
  }
}
