import { message } from '#shared/message.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import { refusalOf } from '#core/facts/firewall.ts'
import type { FileResource, PortResource, Validator, Wish } from '#core/plan/resource.ts'
import { factText } from '../fact-text.ts'
import type { Role, RoleInput } from '../role.ts'
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
    return { resources: [...ports(input), ...kept.resources], ...rest(kept, input) }
  },
}

interface Kept {
  readonly resources: readonly FileResource[]
  readonly validators: readonly Validator[]
  /** The rules hold until the next boot only. */
  readonly lost: boolean
}

function rest({ validators, lost }: Kept, { facts }: RoleInput): Partial<Wish> {
  const told = [
    ...(lost ? [message('roles.noticeRulesNotKept')] : []),
    ...sleeping(facts).map((name) => message('roles.noticeFirewallSleeps', { name })),
  ]
  return { validators, notices: told.map((text) => ({ blocking: false, message: text })) }
}

/** Firewalls that start with the next boot but let everything in now: nobody can see yet which ports they will close. */
function sleeping({ units, firewall }: HostFacts): readonly string[] {
  if (firewall.kind !== 'none') return []
  return ['firewalld', 'nftables'].filter((name) => {
    const unit = units.get(`${name}.service`)
    return unit?.enabled === 'enabled' && unit.active !== 'active'
  })
}

function ports({ spec, facts }: RoleInput): readonly PortResource[] {
  return servedPorts(spec).map(({ port, protocol, service }): PortResource => {
    const name = `${String(port)}/${protocol}`
    const refusal = refusalOf(facts.firewall, name)
    return {
      kind: 'port',
      id: `port:${name}`,
      group: 'firewall',
      title: message('roles.portTitle', { port, protocol }),
      reason: message('roles.portReason', { service }),
      port,
      protocol,
      warnings: refusal === null ? [] : [message('roles.portRefusedWarning', { name, refusal })],
    }
  })
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
      {
        group: 'firewall',
        name: 'nft',
        daemon: 'nftables',
        command: ['nft', '-c', '-f', bootFiles.nftables],
        overlay: ['/etc'],
      },
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
