import type { FirewallFacts } from '#core/facts/host-facts.ts'
import { placeOfRule } from '#core/facts/nftables.ts'
import type { ServedPort } from '../served-ports.ts'
import { linesOf } from '../fact-text.ts'
import { outsideBlock, ownBlock } from '../own-block.ts'

type Ports = readonly Pick<ServedPort, 'port' | 'protocol'>[]

/**
 * The text for nft(8) -f with our rules behind all others, so that the ports are open after a boot too; null where the text
 * does not make the chains itself: a rule for a chain that is not there would keep the whole file from being loaded.
 */
export function keptNftables(
  existing: string,
  { scope, rules }: Pick<FirewallFacts, 'scope' | 'rules'>,
  ports: Ports,
): string | null {
  const chains = (scope ?? '').split(',')
  if (!chains.every((chain) => makesChain(existing, chain))) return null
  const block = chains.flatMap((chain) =>
    ports.map(
      ({ port, protocol }) =>
        `${placeOfRule(rules, chain)} rule ${chain} ${protocol} dport ${String(port)} accept comment "mailwright"`,
    ),
  )
  const { others } = outsideBlock(linesOf(existing))
  return `${[...others, ...ownBlock(block)].join('\n')}\n`
}

function makesChain(text: string, scope: string): boolean {
  const [family = '', table = '', chain = ''] = scope.split(' ')
  const bare = linesOf(text)
    .map((line) => line.replace(/(^|\s)#.*$/, ''))
    .join('\n')
  const named = family === 'ip' ? '(?:ip\\s+)?' : `${family}\\s+`
  const opened = new RegExp(`\\btable\\s+${named}${table}\\s*\\{`).exec(bare)
  if (opened !== null && new RegExp(`\\bchain\\s+${chain}\\s*\\{`).test(bare.slice(opened.index))) return true
  return new RegExp(`^\\s*(?:add|create)\\s+chain\\s+${named}${table}\\s+${chain}\\b`, 'm').test(bare)
}

/** The text of iptables-save(8) with our rules before all others of its INPUT chain; null where it has no such chain. */
export function keptIptables(existing: string, ports: Ports): string | null {
  const rules = ports.map(
    ({ port, protocol }) =>
      `-A INPUT -p ${protocol} -m ${protocol} --dport ${String(port)} -m comment --comment mailwright -j ACCEPT`,
  )
  const own = new Set(rules)
  const lines = linesOf(existing).filter((line) => !own.has(line))
  const table = lines.findIndex((line) => line.trim() === '*filter')
  const commit = lines.findIndex((line, index) => index > table && line.trim() === 'COMMIT')
  if (table === -1 || commit === -1) return null
  const first = lines.findIndex((line, index) => index > table && index < commit && /^-[AI]\s/.test(line))
  lines.splice(first === -1 ? commit : first, 0, ...rules)
  return `${lines.join('\n')}\n`
}
