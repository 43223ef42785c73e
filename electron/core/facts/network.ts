import type { Listener, ResolverFacts } from './host-facts.ts'
import type { Sections } from './sections.ts'

/** Global addresses of `ip -o address`, with prefix length; temporary and deprecated ones of IPv6 are left out. */
export function readAddresses(lines: readonly string[], family: 'inet' | 'inet6'): string[] {
  return lines.flatMap((line) => {
    const match = new RegExp(`^\\d+: \\S+ +${family} (\\S+)`).exec(line)
    return match?.[1] === undefined || /\b(?:temporary|deprecated|tentative)\b/.test(line) ? [] : [match[1]]
  })
}

/** Source address of `ip route get`, or null. */
export function readSourceAddress(route: string): string | null {
  return /\bsrc (\d+\.\d+\.\d+\.\d+)/.exec(route)?.[1] ?? null
}

/** Sockets of `ss -H -ltunp`, one a port, address and program. */
export function readListeners(lines: readonly string[]): Listener[] {
  const seen = new Map<string, Listener>()
  for (const line of lines) {
    const match = /^(tcp|udp)\s+\S+\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+(?:\s+users:\(\("([^"]*)")?/.exec(line)
    if (match === null) continue
    const [, protocol, place = '', port = '', process = ''] = match
    // `[::1]`, `*`, and a device behind `%`, e.g. `127.0.0.53%lo`.
    const address = place.replace(/%[^%\]]*$/, '').replace(/^\[|\]$/g, '')
    const listener: Listener = {
      protocol: protocol === 'udp' ? 'udp' : 'tcp',
      address,
      port: Number(port),
      process,
    }
    seen.set(`${protocol} ${address} ${port} ${process}`, listener)
  }
  return [...seen.values()]
}

/** Who writes /etc/resolv.conf, and what it says. */
export function readResolver(sections: Sections): ResolverFacts {
  const manager = resolverManager(sections.text('resolver-link'), sections.text('resolver'))
  // The stub names itself only; the servers behind it are what matters.
  const upstream = manager === 'resolved-stub' ? sections.text('resolver-upstream') : ''
  const text = upstream === '' ? sections.text('resolver') : upstream
  const words = (keyword: RegExp): string[] =>
    text.split('\n').flatMap((line) => (keyword.test(line) ? line.trim().split(/\s+/).slice(1) : []))
  return {
    manager,
    nameservers: words(/^\s*nameserver\s/).slice(0, 16),
    search: words(/^\s*(?:search|domain)\s/).slice(0, 32),
    ...(/^\S*i\S*\s/.test(sections.text('resolver-attributes')) ? { immutable: true } : {}),
    connections: sections.named('connection').flatMap(([, body]) => readConnection(body)),
  }
}

function resolverManager(link: string, text: string): ResolverFacts['manager'] {
  if (link.endsWith('/systemd/resolve/stub-resolv.conf')) return 'resolved-stub'
  if (link.includes('/systemd/resolve/') || link.endsWith('/systemd/resolv.conf')) return 'resolved'
  if (link.includes('/NetworkManager/') || /^#.*NetworkManager/m.test(text)) return 'networkmanager'
  if (link.includes('/resolvconf/') || /^#.*\bresolvconf\b/m.test(text)) return 'resolvconf'
  return 'plain'
}

function readConnection(body: string): ResolverFacts['connections'] {
  // nmcli(1) -t writes `:` and `\` inside of values with a backslash before.
  const value = (name: string): string => {
    const line = body.split('\n').find((candidate) => candidate.startsWith(`${name}:`)) ?? ''
    return line.slice(name.length + 1).replace(/\\(.)/g, '$1')
  }
  const uuid = value('connection.uuid')
  // The only name of a connection that is no other's, and that nmcli(1) cannot take for a keyword or an option.
  if (!/^[0-9a-f-]{8,64}$/i.test(uuid)) return []
  const connection = {
    uuid,
    name: value('connection.id'),
    device: value('GENERAL.DEVICES'),
    settings: Object.fromEntries(
      ['ipv4', 'ipv6'].flatMap((family) =>
        ['method', 'dns', 'ignore-auto-dns'].map((name) => [`${family}.${name}`, value(`${family}.${name}`)]),
      ),
    ),
  }
  return [connection]
}
