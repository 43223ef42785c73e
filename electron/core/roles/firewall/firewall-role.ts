import { message } from '#shared/message.ts'
import type { FileResource, PortResource, Validator, Wish } from '#core/plan/resource.ts'
import { factText } from '../fact-text.ts'
import type { CompleteSpec, Role, RoleInput } from '../role.ts'
import { servedPorts } from '../served-ports.ts'
import { keptIptables, keptNftables } from './kept-rules.ts'

/** Where nftables.service and netfilter-persistent.service read their rules at boot. */
const bootFiles = {
  nftables: '/etc/nftables.conf',
  iptables4: '/etc/iptables/rules.v4',
  iptables6: '/etc/iptables/rules.v6',
} as const

const bootUnits = { nftables: 'nftables.service', iptables: 'netfilter-persistent.service' } as const

/** The ports that clients and other mail servers must reach; nothing changes where no firewall is active. */
export const firewallRole: Role = {
  name: 'firewall',
  footprint: () => ({ paths: Object.values(bootFiles), units: Object.values(bootUnits) }),
  wish: (input) => {
    const kept = keptFiles(input)
    return { resources: [...ports(input.spec), ...kept.resources], ...rest(kept) }
  },
}

interface Kept {
  readonly resources: readonly FileResource[]
  readonly validators: readonly Validator[]
  /** The rules hold until the next boot only. */
  readonly lost: boolean
}

function rest({ validators, lost }: Kept): Partial<Wish> {
  return {
    validators,
    notices: lost ? [{ blocking: false, message: message('roles.noticeRulesNotKept') }] : [],
  }
}

function ports(spec: CompleteSpec): readonly PortResource[] {
  return servedPorts(spec).map(({ port, protocol, service }): PortResource => ({
    kind: 'port',
    id: `port:${String(port)}/${protocol}`,
    group: 'firewall',
    title: message('roles.portTitle', { port, protocol }),
    reason: message('roles.portReason', { service }),
    port,
    protocol,
  }))
}

/** ufw and firewalld remember what they are told; the others load a file at boot. */
function keptFiles(input: RoleInput): Kept {
  switch (input.facts.firewall.kind) {
    case 'nftables':
      return nftablesFile(input)
    case 'iptables':
      return iptablesFiles(input)
    case 'none':
    case 'ufw':
    case 'firewalld':
      return { resources: [], validators: [], lost: false }
  }
}

function nftablesFile({ spec, facts }: RoleInput): Kept {
  const existing = factText(facts, bootFiles.nftables)
  const loaded = facts.units.get(bootUnits.nftables)?.enabled === 'enabled'
  const content =
    existing === null || !loaded ? null : keptNftables(existing, facts.firewall, servedPorts(spec))
  if (content === null) return { resources: [], validators: [], lost: true }
  return {
    resources: [bootFile(bootFiles.nftables, content, facts)],
    // With /etc as a whole, as the file may include others.
    validators: [
      { group: 'firewall', name: 'nft', command: ['nft', '-c', '-f', bootFiles.nftables], overlay: ['/etc'] },
    ],
    lost: false,
  }
}

function iptablesFiles({ spec, facts }: RoleInput): Kept {
  const loaded = facts.units.get(bootUnits.iptables)?.enabled === 'enabled'
  const resources = [bootFiles.iptables4, bootFiles.iptables6].flatMap((path) => {
    const existing = factText(facts, path)
    const content = existing === null || !loaded ? null : keptIptables(existing, servedPorts(spec))
    return content === null ? [] : [bootFile(path, content, facts)]
  })
  return { resources, validators: [], lost: !resources.some(({ path }) => path === bootFiles.iptables4) }
}

function bootFile(path: string, content: string, facts: RoleInput['facts']): FileResource {
  const present = facts.files.get(path)
  return {
    kind: 'file',
    id: `file:${path}`,
    group: 'firewall',
    title: message('roles.bootRulesTitle'),
    reason: message('roles.bootRulesReason'),
    path,
    content,
    mode: present?.mode ?? 0o644,
    owner: present?.owner ?? 'root',
    ownerGroup: present?.group ?? 'root',
    language: 'text',
  }
}
