import type { FirewallFacts } from '#core/facts/host-facts.ts'
import type { PortResource } from '#core/plan/resource.ts'
import { sh } from '#core/ssh/quote.ts'

type Port = Pick<PortResource, 'port' | 'protocol'>

/** `family table chain` of the input chain, as the facts name it. */
function nftablesChain(firewall: FirewallFacts): readonly string[] {
  return (firewall.scope ?? 'inet filter input').split(' ')
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
      return sh`open_nftables ${nftablesChain(firewall)} ${port} ${protocol}`
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
      return sh`close_nftables ${nftablesChain(firewall)}`
    case 'iptables':
      return sh`logged iptables -D INPUT -p ${protocol} --dport ${port} -j ACCEPT -m comment --comment mailwright`
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
      return [sh`nft insert rule ${nftablesChain(firewall)} ${protocol} dport ${port} accept`]
    case 'iptables':
      return [sh`iptables -I INPUT -p ${protocol} --dport ${port} -j ACCEPT`]
    case 'none':
      return []
  }
}
