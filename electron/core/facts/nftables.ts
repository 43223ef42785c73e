import { portsOf, sortPorts } from './ports.ts'

interface Chain {
  readonly scope: string
  readonly rules: readonly string[]
}

/**
 * The first input chain of `nft list ruleset` that drops what no rule accepts, and the ports that it opens to everyone;
 * null where everything is let in.
 */
export function readNftables(text: string): { scope: string; open: string[] } | null {
  const chain = inputChains(text).find(dropsTheRest)
  return chain === undefined ? null : { scope: chain.scope, open: sortPorts(chain.rules.flatMap(openPorts)) }
}

function inputChains(text: string): Chain[] {
  const chains: Chain[] = []
  let table = ''
  let chain: { scope: string; rules: string[] } | null = null
  for (const line of text.split('\n')) {
    // Names as nft(8) writes them: it reads its arguments as one text, in which anything else may be a command.
    const opensTable = /^table ([a-z0-9]+) ([A-Za-z_.][\w.\\/-]*) \{$/.exec(line)
    const opensChain = /^\tchain ([A-Za-z_.][\w.\\/-]*) \{$/.exec(line)
    if (line.startsWith('table ')) table = ''
    if (opensTable !== null) table = `${opensTable[1]} ${opensTable[2]}`
    else if (opensChain !== null) chain = { scope: `${table} ${opensChain[1]}`, rules: [] }
    else if (line === '\t}') {
      if (chain?.rules.some((rule) => /\bhook input\b/.test(rule))) chains.push(chain)
      chain = null
    } else chain?.rules.push(line.trim())
  }
  return chains.filter(({ scope }) => /^(?:inet|ip|ip6) /.test(scope))
}

function dropsTheRest({ rules }: Chain): boolean {
  return (
    rules.some((rule) => /\bhook input\b.*\bpolicy drop\b/.test(rule)) ||
    /^(?:counter packets \d+ bytes \d+ )?(?:drop|reject\b.*)$/.test(rules.at(-1) ?? '')
  )
}

/** Ports of a rule that accepts on no other condition than the port and a new connection. */
function openPorts(rule: string): string[] {
  const bare = rule
    .replace(/\s*# handle \d+$/, '')
    .replace(/\bcomment "[^"]*"/, '')
    .replace(/\bcounter packets \d+ bytes \d+/, '')
    .replace(/\bct state (?:new|\{[^}]*\bnew\b[^}]*\}|[a-z,]*\bnew\b[a-z,]*)/, '')
    .replace(/\s+/g, ' ')
    .trim()
  const single =
    /^(?:meta l4proto (?:tcp|udp) |ip6? (?:protocol|nexthdr) (?:tcp|udp) )?(tcp|udp) dport (.+) accept$/.exec(
      bare,
    )
  const both = /^meta l4proto \{ tcp, udp \} th dport (.+) accept$/.exec(bare)
  const protocols = single?.[1] === undefined ? ['tcp', 'udp'] : [single[1]]
  const ports = single?.[2] ?? both?.[1]
  if (ports === undefined || !/^(?:[\d-]+|\{ [\d, -]+ \})$/.test(ports)) return []
  const list = ports.replace(/[{} ]/g, '').split(',')
  return list.flatMap((port) => protocols.flatMap((protocol) => portsOf(port, protocol)))
}
