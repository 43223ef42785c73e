import { ownNameServer } from '#shared/model/name-server.ts'
import { isIpv6 } from '#shared/model/names.ts'
import type { CompleteSpec } from '../role.ts'
import type { ZoneRecord } from './zone-text.ts'

/** The records of one name and type that the description needs, and which present ones they stand in for. */
export interface WishedSet {
  readonly owner: string
  readonly type: string
  /** Data as a zone file writes it, names absolute. */
  readonly values: readonly string[]
  replaces(record: ZoneRecord): boolean
}

/** The type of record that holds an address (RFC 1035 §3.4.1, RFC 3596). */
export function addressType(address: string): 'A' | 'AAAA' {
  return isIpv6(address) ? 'AAAA' : 'A'
}

/** The name of the name server where the zone names none of its own. */
export function nameServerName(spec: CompleteSpec): string {
  return `${ownNameServer(spec.domain)}.`
}

/** What the zone must say besides its SOA, given what it says now. */
export function wishedSets(spec: CompleteSpec, present: readonly ZoneRecord[]): readonly WishedSet[] {
  const apex = `${spec.domain}.`
  const mail = `${spec.hostname}.`
  const type = addressType(spec.address)
  const servers = present.filter((record) => record.owner === apex && record.type === 'NS')
  const server = nameServerName(spec)
  const addressed = [
    mail,
    ...(servers.length === 0 || servers.some(({ data }) => data === server) ? [server] : []),
  ]
  const formerAddresses = new Set(
    present.filter((record) => record.owner === mail && record.type === type).map(({ data }) => data),
  )
  return [
    ...(servers.length === 0 ? [plain(apex, 'NS', server)] : []),
    ...apexAddress(apex, type, spec, present, formerAddresses),
    plain(apex, 'MX', ...exchangers(apex, mail, present)),
    senderPolicy(apex, spec, present, 'v=spf1 mx -all'),
    ...[...new Set(addressed)].map((owner): WishedSet => ({
      owner,
      type,
      values: [spec.address],
      // A name with an address can have no CNAME beside it (RFC 1034 §3.6.2).
      replaces: (record) => record.owner === owner && (record.type === type || record.type === 'CNAME'),
    })),
    senderPolicy(mail, spec, present, 'v=spf1 a -all'),
  ]
}

/** Others that take mail only while this server does not (RFC 5321 §5.1) stay beside it. */
function exchangers(apex: string, mail: string, present: readonly ZoneRecord[]): [string, ...string[]] {
  const all = present.filter((record) => record.owner === apex && record.type === 'MX')
  const preference = ({ data }: ZoneRecord) => Number.parseInt(data, 10)
  const own = all.find(({ data }) => data.replace(/^\d+\s+/, '') === mail)
  if (own === undefined || !all.every((record) => record === own || preference(record) > preference(own)))
    return [`10 ${mail}`]
  return [own.data, ...all.filter((record) => record !== own).map(({ data }) => data)]
}

function plain(owner: string, type: string, ...values: readonly [string, ...string[]]): WishedSet {
  return {
    owner,
    type,
    values,
    replaces: (record) => record.owner === owner && record.type === type,
  }
}

/** The bare domain points to a web site more often than to the mail server: an address that was not ours stays. */
function apexAddress(
  apex: string,
  type: 'A' | 'AAAA',
  spec: CompleteSpec,
  present: readonly ZoneRecord[],
  former: ReadonlySet<string>,
): readonly WishedSet[] {
  const addresses = present.filter((record) => record.owner === apex && record.type === type)
  if (addresses.length > 0 && !addresses.every(({ data }) => former.has(data))) return []
  return [plain(apex, type, spec.address)]
}

/** One SPF record a name (RFC 7208 §3.2); one that somebody wrote gets the mechanism that lets this server send. */
function senderPolicy(
  owner: string,
  spec: CompleteSpec,
  present: readonly ZoneRecord[],
  fresh: string,
): WishedSet {
  const isPolicy = (record: ZoneRecord) =>
    record.owner === owner && record.type === 'TXT' && /^v=spf1( |$)/i.test(record.data)
  const before = present.find(isPolicy)?.data
  const mechanism = fresh.split(' ')[1] ?? ''
  const covers = before
    ?.split(' ')
    .some((term) =>
      [
        mechanism,
        `+${mechanism}`,
        `ip4:${spec.address}`,
        `ip6:${spec.address}`,
        `a:${spec.hostname}`,
      ].includes(term),
    )
  const value =
    before === undefined
      ? fresh
      : covers === true
        ? before
        : before.replace(/^v=spf1/i, `v=spf1 ${mechanism}`)
  return { owner, type: 'TXT', values: [quoted(value)], replaces: isPolicy }
}

/** Strings of 255 octets at most (RFC 1035 §3.3). */
function quoted(text: string): string {
  return (text.match(/.{1,250}/gs) ?? ['']).map((part) => `"${part}"`).join(' ')
}
