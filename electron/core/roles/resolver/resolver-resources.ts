import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import type { HostFacts, ResolverFacts } from '#core/facts/host-facts.ts'
import type { ConnectionResource, FileResource, Resource } from '#core/plan/resource.ts'
import { factText } from '../fact-text.ts'
import { ownHeader } from '../own-text.ts'
import type { CompleteSpec } from '../role.ts'
import { ownFirst, ownOpenresolvConf, ownResolvConf } from './resolv-conf.ts'

export const resolverPaths = {
  resolvConf: '/etc/resolv.conf',
  resolvedDirectory: '/etc/systemd/resolved.conf.d',
  resolvedDropIn: '/etc/systemd/resolved.conf.d/mailwright.conf',
  resolvconfDirectory: '/etc/resolvconf/resolv.conf.d',
  resolvconfHead: '/etc/resolvconf/resolv.conf.d/head',
  resolvconfMade: '/run/resolvconf/resolv.conf',
  openresolv: '/etc/resolvconf.conf',
  dhclient: '/etc/dhcp/dhclient.conf',
  dhclientHook: '/etc/dhcp/dhclient-enter-hooks.d/mailwright',
  dhcpcd: '/etc/dhcpcd.conf',
  dhcpcdHead: '/etc/resolv.conf.head',
  interfaces: '/etc/network/interfaces',
  moreInterfaces: '/etc/network/interfaces.d/*',
} as const

const virtualDevice = /^(lo|docker|br-|veth|virbr|tun|tap|wg)/

/** What makes the server ask its own BIND, by whoever writes its /etc/resolv.conf; nothing when it shall not. */
export function resolverResources(spec: CompleteSpec, facts: HostFacts): readonly Resource[] {
  if (spec.dns.provider !== 'bind' || !spec.dns.useForServer) return []
  switch (presentManager(facts)) {
    case 'plain':
      return [...leaseFiles(facts), plainFile(facts)]
    case 'resolved':
    case 'resolved-stub':
      // NetworkManager may give its links servers for every name too, and they would be asked beside.
      return [...resolvedDropIn(), ...connections(facts)]
    case 'networkmanager':
      return connections(facts)
    case 'resolvconf':
      return resolvconfHead(facts)
  }
}

/** Who writes /etc/resolv.conf; a link that somebody left who is no longer there leads nowhere and is like a plain file. */
function presentManager(facts: HostFacts): ResolverFacts['manager'] {
  const { manager } = facts.resolver
  const unit = (name: string) => facts.units.get(name)
  switch (manager) {
    case 'resolved':
    case 'resolved-stub':
      return (unit('systemd-resolved.service')?.load ?? 'loaded') === 'loaded' ? manager : 'plain'
    case 'networkmanager':
      return (unit('NetworkManager.service')?.active ?? 'active') === 'active' ? manager : 'plain'
    case 'resolvconf': {
      const isThere = [resolverPaths.resolvconfDirectory, resolverPaths.openresolv].some((path) =>
        facts.files.has(path),
      )
      return isThere ? manager : 'plain'
    }
    case 'plain':
      return manager
  }
}

function textFile(
  path: string,
  content: string,
  rest: Pick<FileResource, 'title' | 'reason' | 'warnings'>,
): FileResource {
  return {
    kind: 'file',
    id: `file:${path}`,
    group: 'resolver',
    path,
    content,
    mode: 0o644,
    owner: 'root',
    ownerGroup: 'root',
    language: 'text',
    ...rest,
  }
}

function plainFile(facts: HostFacts): FileResource {
  const existing = factText(facts, resolverPaths.resolvConf)
  const byDhcpcd = isMadeByDhcpcd(facts)
  const replaced = byDhcpcd ? [] : facts.resolver.nameservers.filter((address) => address !== '127.0.0.1')
  return textFile(resolverPaths.resolvConf, byDhcpcd ? ownFirst(existing ?? '') : ownResolvConf(existing), {
    title: message('roles.resolvConfTitle'),
    reason: message('roles.resolverReason'),
    warnings:
      replaced.length === 0 ? [] : [message('roles.resolvConfWarning', { addresses: listMessage(replaced) })],
  })
}

/** dhcpcd(8) makes the file anew with every lease, unless its configuration says that it leaves it alone. */
function isMadeByDhcpcd(facts: HostFacts): boolean {
  const leavesIt = /^\s*nohook\s.*\bresolv\.conf\b/m.test(factText(facts, resolverPaths.dhcpcd) ?? '')
  return !leavesIt && /^#.*\bdhcpcd\b/m.test(factText(facts, resolverPaths.resolvConf) ?? '')
}

function leaseFiles(facts: HostFacts): readonly FileResource[] {
  const usesLease = [...facts.files].some(
    ([path, { text }]) =>
      path.startsWith(resolverPaths.interfaces) && /^\s*iface\s+\S+\s+inet6?\s+dhcp\b/m.test(text ?? ''),
  )
  // Read with each lease, also by a client that is at work already.
  if (isMadeByDhcpcd(facts))
    return [
      textFile(resolverPaths.dhcpcdHead, ownFirst(factText(facts, resolverPaths.dhcpcdHead) ?? ''), {
        title: message('roles.dhclientTitle'),
        reason: message('roles.dhclientReason'),
      }),
    ]
  if (!facts.files.has(resolverPaths.dhclient) || !usesLease) return []
  // Its configuration is read at a start only; this is read with each lease.
  return [
    textFile(resolverPaths.dhclientHook, `${ownHeader('#')}make_resolv_conf() { :; }\n`, {
      title: message('roles.dhclientTitle'),
      reason: message('roles.dhclientReason'),
    }),
  ]
}

function resolvedDropIn(): readonly Resource[] {
  const { resolvedDirectory, resolvedDropIn: path } = resolverPaths
  return [
    {
      kind: 'directory',
      id: `directory:${resolvedDirectory}`,
      group: 'resolver',
      title: message('roles.directoryTitle', { path: resolvedDirectory }),
      reason: message('roles.resolvedDirectoryReason'),
      path: resolvedDirectory,
      mode: 0o755,
      owner: 'root',
      ownerGroup: 'root',
    },
    // `Domains=~.` sends every name to this server, also when a link brings servers of its own (resolved.conf(5)).
    textFile(path, `${ownHeader('#')}[Resolve]\nDNS=127.0.0.1\nDomains=~.\n`, {
      title: message('roles.resolvedTitle'),
      reason: message('roles.resolverReason'),
    }),
    {
      kind: 'unit',
      id: 'unit:systemd-resolved.service',
      group: 'resolver',
      title: message('roles.unitTitle', { name: 'systemd-resolved' }),
      reason: message('roles.resolvedUnitReason'),
      name: 'systemd-resolved.service',
      reloadOn: [],
      restartOn: [`file:${path}`],
    },
  ]
}

function connections(facts: HostFacts): readonly Resource[] {
  return facts.resolver.connections
    .filter(({ device }) => !virtualDevice.test(device))
    .map(({ uuid, name, device, settings }) => ({ uuid, name, device, settings, own: ownServers(settings) }))
    .filter(({ own }) => own.length > 0)
    .map(({ uuid, name, device, settings, own }): Resource => ({
      kind: 'connection',
      id: `connection:${uuid}`,
      group: 'resolver',
      title: message('roles.connectionTitle', { name, device }),
      reason: message('roles.resolverReason'),
      uuid,
      name,
      device,
      settings: own,
      warnings: connectionWarnings(name, settings),
    }))
}

/** nm-settings(5): a family that is switched off takes no servers, and servers of either family are asked for every name. */
function ownServers(settings: Readonly<Record<string, string>>): ConnectionResource['settings'] {
  const families = ['ipv4', 'ipv6'].filter(
    (family) => !['disabled', 'ignore'].includes(settings[`${family}.method`] ?? ''),
  )
  return families.flatMap((family, index) => [
    { property: `${family}.dns`, value: index > 0 ? '' : family === 'ipv4' ? '127.0.0.1' : '::1' },
    { property: `${family}.ignore-auto-dns`, value: 'yes' },
  ])
}

function connectionWarnings(name: string, settings: Readonly<Record<string, string>>): readonly Message[] {
  const dns = [settings['ipv4.dns'] ?? '', settings['ipv6.dns'] ?? '']
    .flatMap((list) => list.split(/[\s,]+/))
    .filter((address) => !['', '127.0.0.1', '::1'].includes(address))
  return dns.length === 0 ? [] : [message('roles.connectionWarning', { name, dns: listMessage(dns) })]
}

/** Debian's resolvconf has a head of its own; openresolv has the name servers in its configuration. */
function resolvconfHead(facts: HostFacts): readonly Resource[] {
  const openresolv = factText(facts, resolverPaths.openresolv)
  const path = openresolv === null ? resolverPaths.resolvconfHead : resolverPaths.openresolv
  const content = openresolv === null ? ownResolvConf(factText(facts, path)) : ownOpenresolvConf(openresolv)
  // The link stays; what it leads to is made anew.
  const made =
    facts.files.get(resolverPaths.resolvConf)?.type === 'link' && openresolv === null
      ? resolverPaths.resolvconfMade
      : resolverPaths.resolvConf
  return [
    textFile(path, content, {
      title: message('roles.resolvconfHeadTitle'),
      reason: message('roles.resolverReason'),
    }),
    {
      kind: 'derived',
      id: `derived:${made}`,
      group: 'resolver',
      title: message('roles.resolvConfTitle'),
      reason: message('roles.resolvconfDerivedReason'),
      path: made,
      from: path,
      command: ['resolvconf', '-u'],
    },
  ]
}
