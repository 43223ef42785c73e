import type { FirewallFacts } from '#core/facts/host-facts.ts'
import type { PortResource } from '#core/plan/resource.ts'
import { placeOfRule } from '#core/facts/nftables.ts'
import { sh } from '#core/ssh/quote.ts'

type Port = Pick<PortResource, 'port' | 'protocol'>

/** `family table chain` of each input chain that drops, as the facts name them, and where in it a rule is to stand. */
function nftablesChains({ rules, scope }: FirewallFacts): readonly { place: string; words: string[] }[] {
  return (scope ?? 'inet filter input')
    .split(',')
    .map((chain) => ({ place: placeOfRule(rules, chain), words: chain.split(' ') }))
}

/** The program's line that lets a port in; functions are those of accounts.sh. */
export function openPort(firewall: FirewallFacts, { port, protocol }: Port): string {
  const name = `${port}/${protocol}`
  switch (firewall.kind) {
    case 'ufw':
      return sh`open_ufw ${name}`
    case 'firewalld':
      return sh`open_firewalld ${firewall.scope ?? 'public'} ${name}`
    case 'nftables':
      return nftablesChains(firewall)
        .map(({ place, words }) => sh`open_nftables ${place} ${words} ${protocol} ${port}`)
        .join(' && ')
    case 'iptables':
      return sh`open_iptables ${port} ${protocol}`
    case 'none':
      return ':'
  }
}

/** The line of an undo that closes it again. */
export function closePort(firewall: FirewallFacts, { port, protocol }: Port): string {
  const name = `${port}/${protocol}`
  switch (firewall.kind) {
    case 'ufw':
      return sh`logged ufw delete allow ${name}`
    case 'firewalld': {
      const zone = firewall.scope ?? 'public'
      return sh`logged firewall-cmd --zone=${zone} --remove-port=${name}; logged firewall-cmd --permanent --zone=${zone} --remove-port=${name}`
    }
    case 'nftables':
      return nftablesChains(firewall)
        .map(({ words }) => sh`close_nftables ${words} ${protocol} ${port}`)
        .join('; ')
    case 'iptables':
      return sh`close_iptables ${port} ${protocol}`
    case 'none':
      return ':'
  }
}

/** What one would type to let the port in. */
export function openPortByHand(firewall: FirewallFacts, { port, protocol }: Port): readonly string[] {
  const name = `${port}/${protocol}`
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
