import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import type { FileResource, Probe, Resource, Validator, Wish } from '#core/plan/resource.ts'
import type { Platform } from '#core/platform/platform.ts'
import { isInNetworks } from '#core/mail/ip-networks.ts'
import { isIpv6 } from '#shared/model/names.ts'
import { factText } from '../fact-text.ts'
import { isOwnText, ownHeader } from '../own-text.ts'
import type { CompleteSpec, Role, RoleInput } from '../role.ts'
import { absolutePath, bindFiles, zoneStatement, type BindFiles } from './bind-files.ts'
import { lastNamed, type NamedStatement } from './named-conf.ts'
import { freshOptions, wishedOptions } from './named-options.ts'
import { matchLists, mayBeCopied } from './who-may-ask.ts'
import { otherAddresses, wishedZone } from './zone-edit.ts'
import { opaqueDirective, parseZone } from './zone-text.ts'

/** The domain's own name server: the zone, and recursion for the server itself. */
export const bindRole: Role = {
  name: 'bind',
  footprint: (spec, platform) =>
    spec.dns.provider === 'bind'
      ? { paths: footprintPaths(spec, platform), units: [platform.bind.unit], zones: [spec.domain] }
      : {},
  wish: (input) => (input.spec.dns.provider === 'bind' ? bindWish(input) : {}),
}

function footprintPaths({ domain }: CompleteSpec, { bind }: Platform): readonly string[] {
  const { configDirectory, zoneDirectory, cacheDirectory } = bind
  return [
    bind.mainFile,
    bind.startFile,
    `${configDirectory}/named.conf.*`,
    // Where a zone of this name may lie that somebody else has set up; not *.jnl, which change by themselves.
    ...[configDirectory, `${configDirectory}/zones`, zoneDirectory, cacheDirectory].flatMap((directory) =>
      [`db.${domain}`, `${domain}`, `${domain}.db`, `${domain}.zone`, `${domain}.hosts`].map(
        (name) => `${directory}/${name}`,
      ),
    ),
  ]
}

function bindWish(input: RoleInput): Partial<Wish> {
  const { spec, platform, facts } = input
  const present = bindFiles(facts, platform)
  const obstacle = jailObstacle(input) ?? obstacleIn(present, spec)
  if (obstacle !== null) return { notices: [{ blocking: true, message: obstacle }] }
  const config = configuration(input, present)
  const zone = zoneFile(input, present)
  if ('obstacle' in config) return { notices: [{ blocking: true, message: config.obstacle }] }
  if ('obstacle' in zone) return { notices: [{ blocking: true, message: zone.obstacle }] }
  const files = [...config.files, zone.file]
  return {
    resources: [...files, unit(platform, files)],
    validators: validators(platform, spec, zone),
    probes: [zoneProbe(spec)],
    notices: [...config.notices, ...strayAddresses(input, zone.file.content)].map((text) => ({
      blocking: false,
      message: text,
    })),
  }
}

/** Mail goes there, too: by IPv6 first, where the sender has it. */
function strayAddresses({ spec, facts }: RoleInput, zone: string): readonly Message[] {
  const own = [...facts.addresses4, ...facts.addresses6].map((address) => address.replace(/\/\d+$/, ''))
  const addresses = otherAddresses(zone, spec).filter((each) => !isInNetworks(each, own))
  if (addresses.length === 0) return []
  return [message('roles.noticeOtherAddress', { hostname: spec.hostname, addresses: listMessage(addresses) })]
}

/** In a directory of its own (named(8), -t) it reads other files than those that are looked at here. */
function jailObstacle({ platform, facts }: RoleInput): Message | null {
  const options = /^[ \t]*OPTIONS=(.*)$/m.exec(factText(facts, platform.bind.startFile) ?? '')?.[1] ?? ''
  const directory = /(?:^|[\s"'])-t\s*(\/[^\s"']+)/.exec(options)?.[1]
  return directory === undefined ? null : message('roles.noticeBindJail', { directory })
}

function obstacleIn({ files, unreadable }: BindFiles, spec: CompleteSpec): Message | null {
  if (unreadable[0] !== undefined) return message('roles.noticeBindUnreadable', { path: unreadable[0] })
  for (const [path, { statements }] of files) {
    if (lastNamed(statements, 'view') !== undefined) return message('roles.noticeBindViews', { path })
  }
  const forwarders = spec.dns.provider === 'bind' ? spec.dns.forwarders : []
  const loop = forwarders.find((address) => /^127\.|^::1$/.test(address) || address === spec.address)
  if (loop !== undefined) return message('roles.noticeForwarderLoop', { address: loop })
  const body = zoneStatement(files, spec.domain)?.statement.body ?? []
  const kind = lastNamed(body, 'type')?.words[1]
  if (kind !== undefined && kind !== 'master' && kind !== 'primary')
    return message('roles.noticeZoneNotPrimary', { domain: spec.domain, type: kind })
  return isDynamic(body, files) ? message('roles.noticeZoneDynamic', { domain: spec.domain }) : null
}

/** named(8) owns the file of a zone that takes updates (RFC 2136): what is written into it by hand is lost or breaks the journal. */
function isDynamic(body: readonly NamedStatement[], files: BindFiles['files']): boolean {
  const options = [...files.values()].flatMap(
    ({ statements }) => lastNamed(statements, 'options')?.body ?? [],
  )
  if (lastNamed(body, 'update-policy') !== undefined) return true
  const update =
    lastNamed(body, 'allow-update') ?? (body.length === 0 ? undefined : lastNamed(options, 'allow-update'))
  return update?.body?.some(({ words }) => words[0] !== 'none') ?? false
}

function configuration(
  { spec, platform }: RoleInput,
  { files, optionsFile, zonesFile }: BindFiles,
): { files: readonly FileResource[]; notices: readonly Message[] } | { obstacle: Message } {
  const presentOptions = files.get(optionsFile)
  const hasOptions = lastNamed(presentOptions?.statements ?? [], 'options') !== undefined
  const options = hasOptions
    ? wishedOptions(
        presentOptions?.text ?? '',
        spec,
        [...files.values()].flatMap(({ statements }) => statements),
      )
    : {
        text: `${presentOptions === undefined ? '' : `${presentOptions.text}\n`}${freshOptions(spec, platform)}`,
        warnings: [],
        notices: [],
      }
  if (options === null) return { obstacle: message('roles.noticeBindUnreadable', { path: optionsFile }) }
  const zonesBase =
    optionsFile === zonesFile
      ? options.text
      : (files.get(zonesFile)?.text ?? `${ownHeader('//')}// The zones that this server answers for.\n`)
  const named = zoneStatement(files, spec.domain)
  const zones = named === null ? `${zonesBase}${newZone(spec, platform)}` : zonesBase
  const optionsResource = configFile(platform, optionsFile, options.text, options.warnings, {
    title: message('roles.namedOptionsTitle'),
    reason: optionsReason(spec),
  })
  const zonesResource = configFile(platform, zonesFile, zones, [], {
    title: message('roles.namedZonesTitle'),
    reason: message('roles.namedZonesReason', { domain: spec.domain }),
  })
  const both =
    optionsFile === zonesFile
      ? [{ ...zonesResource, warnings: options.warnings }]
      : [optionsResource, zonesResource]
  return { files: both, notices: [...options.notices, ...queryNotices(files, spec)] }
}

/** Strangers get no answer about a zone of others whose queries are limited, though they shall find the way for mail. */
function queryNotices(files: BindFiles['files'], { domain }: CompleteSpec): readonly Message[] {
  const zone = zoneStatement(files, domain)?.statement.body ?? null
  if (zone === null) return []
  const all = [...files.values()].flatMap(({ statements }) => statements)
  const [limit] = [zone, lastNamed(all, 'options')?.body ?? []].flatMap((body) => {
    const lists = matchLists(body, all)
    const list = lists.listOf('allow-query')
    return list === null ? [] : [{ list, isOpen: lists.isOpen(list) }]
  })
  return limit === undefined || limit.isOpen
    ? []
    : [message('roles.noticeQueryLimited', { domain, networks: listMessage(limit.list) })]
}

function optionsReason(spec: CompleteSpec): Message {
  return spec.dns.provider === 'bind' && spec.dns.forwarders.length > 0
    ? message('roles.namedOptionsForwardReason', { forwarders: listMessage(spec.dns.forwarders) })
    : message('roles.namedOptionsReason')
}

function newZone({ domain }: CompleteSpec, platform: Platform): string {
  return `
zone "${domain}" {
	type primary;
	file "${ownZonePath(domain, platform)}";
	allow-query { any; };
	allow-transfer { none; };
};
`
}

function ownZonePath(domain: string, platform: Platform): string {
  return `${platform.bind.zoneDirectory}/db.${domain}`
}

function configFile(
  platform: Platform,
  path: string,
  content: string,
  warnings: readonly Message[],
  texts: { title: Message; reason: Message },
): FileResource {
  return {
    kind: 'file',
    id: `file:${path}`,
    group: 'bind',
    ...texts,
    path,
    content,
    mode: 0o644,
    owner: 'root',
    ownerGroup: platform.bind.group,
    language: 'nginx',
    warnings,
  }
}

interface ZoneFile {
  readonly file: FileResource
  /** The file is ours from the first line on, and may be judged strictly. */
  readonly own: boolean
}

function zoneFile(
  { spec, platform, facts }: RoleInput,
  { files }: BindFiles,
): ZoneFile | { obstacle: Message } {
  const named = zoneStatement(files, spec.domain)
  const ownPath = ownZonePath(spec.domain, platform)
  const path = named === null ? ownPath : pathOf(named.statement, files, platform)
  const fact = facts.files.get(path)
  const existing = factText(facts, path)
  if (existing === null && (fact !== undefined || path !== ownPath))
    return { obstacle: message('roles.noticeZoneUnreadable', { path }) }
  const unsafe = existing === null ? null : zoneObstacle(spec.domain, path, existing, facts, files)
  if (unsafe !== null) return { obstacle: unsafe }
  const zone = wishedZone(existing, spec, facts.readAt, facts.runs)
  if (zone === null) return { obstacle: message('roles.noticeZoneUnreadable', { path }) }
  const own = existing === null || isOwnText(existing)
  const file: FileResource = {
    kind: 'file',
    id: `file:${path}`,
    group: 'bind',
    title: message('roles.zoneTitle', { domain: spec.domain }),
    reason: message('roles.zoneReason', { domain: spec.domain, hostname: spec.hostname }),
    path,
    content: zone.text,
    mode: existing === null ? 0o644 : (fact?.mode ?? 0o644),
    owner: existing === null ? 'root' : (fact?.owner ?? 'root'),
    ownerGroup: existing === null ? platform.bind.group : (fact?.group ?? platform.bind.group),
    language: 'zone',
    zone: spec.domain,
    ...(isCopied(named?.statement.body ?? null, files, platform) ? { copiedSerial: zone.serial } : {}),
    warnings: own ? [] : zone.replaced.map((entry) => message('roles.recordReplacedWarning', entry)),
  }
  return { file, own }
}

function isCopied(
  zone: readonly NamedStatement[] | null,
  files: BindFiles['files'],
  { bind }: Platform,
): boolean {
  const all = [...files.values()].flatMap(({ statements }) => statements)
  return zone !== null && mayBeCopied(zone, all, bind.transfersByDefault)
}

/** A file that is not all there is of the zone, or that a change would break. */
function zoneObstacle(
  domain: string,
  path: string,
  text: string,
  facts: RoleInput['facts'],
  files: BindFiles['files'],
): Message | null {
  const opaque = opaqueDirective(text)
  if (opaque !== null) return message('roles.noticeZoneDirective', { ...opaque, path, domain })
  if (parseZone(text, domain)?.some(({ type }) => type === 'RRSIG') === true)
    return message('roles.noticeZoneSigned', { path })
  if (!facts.files.has(`${path}.jnl`)) return null
  // These keep a journal of what changes in the file itself (named.conf(5)).
  const statements = [
    ...[...files.values()].flatMap((file) => lastNamed(file.statements, 'options')?.body ?? []),
    ...(zoneStatement(files, domain)?.statement.body ?? []),
  ]
  const keepsOne = ['inline-signing', 'dnssec-policy', 'ixfr-from-differences'].some((name) => {
    const value = lastNamed(statements, name)?.words[1]
    return value !== undefined && value !== 'no' && value !== 'none'
  })
  return keepsOne ? null : message('roles.noticeZoneJournal', { domain, path })
}

function pathOf(statement: NamedStatement, files: BindFiles['files'], platform: Platform): string {
  const file = lastNamed(statement.body ?? [], 'file')?.words[1] ?? ''
  const options = [...files.values()].map(({ statements }) => lastNamed(statements, 'options')).find(Boolean)
  const directory = lastNamed(options?.body ?? [], 'directory')?.words[1] ?? platform.bind.cacheDirectory
  return absolutePath(file, directory)
}

function unit(platform: Platform, files: readonly FileResource[]): Resource {
  return {
    kind: 'unit',
    id: `unit:${platform.bind.unit}`,
    group: 'bind',
    title: message('roles.unitTitle', { name: 'BIND' }),
    reason: message('roles.bindUnitReason'),
    name: platform.bind.unit,
    reloadOn: files.map(({ id }) => id),
    restartOn: [],
  }
}

function validators({ bind }: Platform, { domain }: CompleteSpec, zone: ZoneFile): readonly Validator[] {
  const overlay = [bind.configDirectory, bind.zoneDirectory]
  const strictly = ['-k', '-n', '-m', '-M', '-S', '-r'].flatMap((option) => [option, 'fail'])
  const config: Validator = {
    group: 'bind',
    name: 'named-checkconf',
    daemon: 'bind',
    command: ['named-checkconf', '-z', bind.mainFile],
    overlay,
  }
  if (!zone.own) return [config]
  return [
    config,
    {
      group: 'bind',
      name: 'named-checkzone',
      daemon: 'bind',
      command: ['named-checkzone', ...strictly, '-i', 'full', domain, zone.file.path],
      overlay,
    },
  ]
}

/** A daemon that serves an old or broken zone still says it reloaded, so the answer itself is asked for. */
function zoneProbe(spec: CompleteSpec): Probe {
  const script = 'dig +norecurse +time=2 +tries=1 +short @127.0.0.1 "$1" "$2" | grep -qxF -- "$3"'
  const type = isIpv6(spec.address) ? 'AAAA' : 'A'
  return {
    group: 'bind',
    name: `zone ${spec.domain}`,
    command: ['sh', '-c', script, 'probe', `${spec.hostname}.`, type, spec.address],
    timeout: 20,
  }
}
