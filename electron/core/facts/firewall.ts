import type { FirewallFacts } from './host-facts.ts'
import type { Sections } from './sections.ts'
import { readNftables } from './nftables.ts'
import { portsOf, sortPorts } from './ports.ts'

/** Which firewall decides, and what it leaves open to everyone; a firewall that drops nothing is `none`. */
export function readFirewall(sections: Sections, firewalldIsActive: boolean): FirewallFacts {
  const nft = sections.text('nft')
  const iptables = sections.text('iptables')
  const rules = nft === '' ? iptables : nft
  if (firewalldIsActive && sections.has('firewalld-zone')) return { ...readFirewalld(sections), rules }
  const ufw = sections.lines('ufw')
  if (ufw.includes('ENABLED=yes'))
    return { kind: 'ufw', scope: null, open: readUfw(ufw), rules: ufw.slice(1).join('\n') }
  const chain = readNftables(nft)
  if (chain !== null) {
    // iptables-nft keeps its rules in nftables under these names and warns those who touch them there.
    const isIptables = chain.scope.split(',').every((scope) => /^ip6? filter INPUT$/.test(scope))
    return isIptables
      ? { kind: 'iptables', scope: 'INPUT', open: chain.open, rules }
      : { kind: 'nftables', ...chain, rules }
  }
  const legacy = readIptables(iptables)
  if (legacy !== null) return { kind: 'iptables', scope: 'INPUT', open: legacy, rules }
  return { kind: 'none', scope: null, open: [], rules }
}

/**
 * `### tuple ### allow tcp 25 0.0.0.0/0 any 0.0.0.0/0 [APP APP] in [comment=…]` of ufw's own files; a rule for one interface
 * ends in `in_eth0` and is not open to everyone.
 */
function readUfw(lines: readonly string[]): string[] {
  return sortPorts(
    lines.flatMap((line) => {
      if (!line.startsWith('### tuple ### ')) return []
      const fields = line
        .split(' ')
        .slice(3)
        .filter((field) => !field.startsWith('comment='))
      const [action = '', protocol = '', ports = '', to = '', , from = ''] = fields
      if (!/^(?:allow|limit)(?:_|$)/.test(action) || fields.at(-1) !== 'in') return []
      if (!isAnywhere(to) || !isAnywhere(from)) return []
      const protocols = protocol === 'any' ? ['tcp', 'udp'] : [protocol]
      return ports.split(',').flatMap((port) => protocols.flatMap((each) => portsOf(port, each)))
    }),
  )
}

/** What ufw does to a port by a rule of its own that lets nobody in, `deny` or `reject`; null where it has none. */
export function refusalOf({ kind, rules }: FirewallFacts, name: string): 'deny' | 'reject' | null {
  const [port = '', protocol = ''] = name.split('/')
  if (kind !== 'ufw') return null
  const rule = new RegExp(
    `^### tuple ### (deny|reject) ${protocol} ${port} (?:0\\.0\\.0\\.0/0|::/0) any (?:0\\.0\\.0\\.0/0|::/0) in\\b(?!_)`,
    'm',
  )
  const action = rule.exec(rules)?.[1]
  return action === 'deny' || action === 'reject' ? action : null
}

function isAnywhere(network: string): boolean {
  return network === '0.0.0.0/0' || network === '::/0'
}

/** What is open for good and at run time: a port that is in one of the two only is not there after the next reload or boot. */
function readFirewalld(sections: Sections): { kind: 'firewalld'; scope: string; open: string[] } {
  const [scope = 'public', ...zone] = sections.text('firewalld-zone').split('\n')
  const services = new Map(sections.named('firewalld-service').map(([name, xml]) => [name, portsIn(xml)]))
  // Ports within a rich rule are open on its conditions only.
  const xml = zone.join('\n').replace(/<rule[\s\S]*?<\/rule>/g, '')
  const named = [...xml.matchAll(/<service name="([^"]*)"/g)].flatMap(
    ([, name = '']) => services.get(name) ?? [],
  )
  const permanent = [...portsIn(xml), ...named]
  const running = readRunning(sections.lines('firewalld-running'), services)
  const open = running === null ? permanent : permanent.filter((port) => running.has(port))
  return { kind: 'firewalld', scope, open: sortPorts(open) }
}

function portsIn(xml: string): string[] {
  return [...xml.matchAll(/<port\s([^>]*)>/g)].flatMap(([, attributes = '']) => {
    const port = /\bport="([\d-]+)"/.exec(attributes)?.[1]
    const protocol = /\bprotocol="(tcp|udp)"/.exec(attributes)?.[1]
    return port === undefined || protocol === undefined ? [] : portsOf(port, protocol)
  })
}

/** busctl(1) writes ports as `aas 2 2 "25" "tcp" 2 "53" "udp"` and services as `as 1 "ssh"`; null where it could not ask. */
function readRunning(lines: readonly string[], services: ReadonlyMap<string, string[]>): Set<string> | null {
  const ports = lines.find((line) => line.startsWith('aas '))
  if (ports === undefined) return null
  const single = [...ports.matchAll(/"([\d-]+)" "(tcp|udp)"/g)].flatMap(([, port = '', protocol = '']) =>
    portsOf(port, protocol),
  )
  const names = lines
    .filter((line) => line.startsWith('as '))
    .flatMap((line) => line.match(/[^"\s]+(?=")/g) ?? [])
  return new Set([...single, ...names.flatMap((name) => services.get(name) ?? [])])
}

/** The INPUT chain of iptables-save(8); null where it lets everything in. */
function readIptables(text: string): string[] | null {
  const rules = text.split('\n').filter((line) => line.startsWith('-A INPUT '))
  const dropsByPolicy = /^:INPUT DROP/m.test(text)
  const dropsByRule = rules.some((rule) => /^-A INPUT -j (?:DROP|REJECT)\b/.test(rule))
  if (!dropsByPolicy && !dropsByRule) return null
  return sortPorts(
    rules.flatMap((rule) => {
      if (!/ -j ACCEPT$/.test(rule) || / (?:-s|-d|-i) /.test(rule)) return []
      const protocol = / -p (tcp|udp) /.exec(rule)?.[1]
      const ports = / --dports? (\S+)/.exec(rule)?.[1]
      if (protocol === undefined || ports === undefined) return []
      return ports.split(',').flatMap((port) => portsOf(port.replace(':', '-'), protocol))
    }),
  )
}
