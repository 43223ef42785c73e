import type { FirewallFacts } from '#core/facts/host-facts.ts'
import type { PortResource } from '#core/plan/resource.ts'
import { refusalOf } from '#core/facts/firewall.ts'
import { placeOfRule } from '#core/facts/nftables.ts'
import { sh } from '#core/ssh/quote.ts'

type Port = Pick<PortResource, 'port' | 'protocol'>

/** `family table chain` of each input chain that drops, as the facts name them, and where in it a rule is to stand. */
function nftablesChains({ rules, scope }: FirewallFacts): readonly { place: string; words: string[] }[] {
  return (scope ?? 'inet filter input')
    .split(',')
    .map((chain) => ({ place: placeOfRule(rules, chain), words: chain.split(' ') }))
}

/** The program's lines that let ports in; functions are those of accounts.sh. */
export function openPorts(firewall: FirewallFacts, ports: readonly Port[]): readonly string[] {
  const names = ports.map(nameOf)
  if (ports.length === 0) return []
  switch (firewall.kind) {
    case 'ufw':
      return names.map((name) => sh`open_ufw ${name} ${refusalOf(firewall, name) ?? ''}`)
    case 'firewalld':
      return [sh`open_firewalld ${zoneOf(firewall)} ${names}`]
    case 'nftables':
      return ports.flatMap(({ port, protocol }) =>
        nftablesChains(firewall).map(
          ({ place, words }) => sh`open_nftables ${place} ${words} ${protocol} ${port}`,
        ),
      )
    case 'iptables':
      return ports.map(({ port, protocol }) => sh`open_iptables ${port} ${protocol}`)
    case 'none':
      return []
  }
}

/** The lines of an undo that close them again. */
export function closePorts(firewall: FirewallFacts, ports: readonly Port[]): readonly string[] {
  if (ports.length === 0) return []
  switch (firewall.kind) {
    case 'ufw':
      return ports.map(nameOf).map((name) => {
        const refusal = refusalOf(firewall, name)
        return refusal === null ? sh`logged ufw delete allow ${name}` : sh`logged ufw ${refusal} ${name}`
      })
    case 'firewalld':
      return [sh`close_firewalld ${zoneOf(firewall)}`]
    case 'nftables':
      return ports.flatMap(({ port, protocol }) =>
        nftablesChains(firewall).map(({ words }) => sh`close_nftables ${words} ${protocol} ${port}`),
      )
    case 'iptables':
      return ports.map(({ port, protocol }) => sh`close_iptables ${port} ${protocol}`)
    case 'none':
      return []
  }
}

function nameOf({ port, protocol }: Port): string {
  return `${String(port)}/${protocol}`
}

function zoneOf({ scope }: FirewallFacts): string {
  return scope ?? 'public'
}

/** What one would type to let the port in. */
export function openPortByHand(firewall: FirewallFacts, { port, protocol }: Port): readonly string[] {
  const name = nameOf({ port, protocol })
  switch (firewall.kind) {
    case 'ufw':
      return [sh`ufw allow ${name}`]
    case 'firewalld':
      return [sh`firewall-cmd --permanent --add-port=${name}`, 'firewall-cmd --reload']
    case 'nftables':
      return nftablesChains(firewall).map(
        ({ place, words }) => sh`nft ${place} rule ${words} ${protocol} dport ${port} accept`,
      )
    case 'iptables':
      return [sh`iptables -I INPUT -p ${protocol} --dport ${port} -j ACCEPT`]
    case 'none':
      return []
  }
}
