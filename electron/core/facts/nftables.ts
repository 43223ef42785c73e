import { portsOf, sortPorts } from './ports.ts'

interface Chain {
  readonly scope: string
  readonly rules: readonly string[]
}

/**
 * The input chains of `nft list ruleset` that drop what no rule accepts, named as `family table chain` and parted by commas,
 * and the ports that all of them open to everyone; null where everything is let in. A packet passes every such chain of its
 * family (nft(8), "base chain").
 */
export function readNftables(text: string): { scope: string; open: string[] } | null {
  const chains = inputChains(text).filter(dropsTheRest)
  if (chains.length === 0) return null
  const opened = chains.map(({ rules }) => new Set(rules.flatMap(openPorts)))
  const open = [...(opened[0] ?? [])].filter((port) => opened.every((ports) => ports.has(port)))
  return { scope: chains.map(({ scope }) => scope).join(','), open: sortPorts(open) }
}

/** What drops a part of the traffic only: bad packets, single senders, single links. */
const selective = /\b(?:saddr|daddr|iif|iifname|oif|invalid|flags|fib|limit|meter|icmp|icmpv6|ether|mark)\b|@/

/**
 * Where a rule that opens a port is to stand in a chain of `nft list ruleset`: behind the others (`add`), so that lists of
 * banned senders hold for it too, or before them (`insert`) where one of them lets nothing further down.
 */
export function placeOfRule(text: string, scope: string): 'add' | 'insert' {
  const rules = inputChains(text).find((chain) => chain.scope === scope)?.rules ?? []
  const policyDrops = rules.some((rule) => /\bhook input\b.*\bpolicy drop\b/.test(rule))
  const ends = rules.some((rule) => /\b(?:drop|reject|jump|goto|return)\b/.test(rule) && !isSelective(rule))
  return policyDrops && !ends ? 'add' : 'insert'
}

function isSelective(rule: string): boolean {
  return /\bhook input\b/.test(rule) || selective.test(rule)
}

function inputChains(text: string): Chain[] {
  return chainsOf(text).filter(
    ({ scope, rules }) =>
      /^(?:inet|ip|ip6) /.test(scope) && rules.some((rule) => /\bhook input\b/.test(rule)),
  )
}

function chainsOf(text: string): Chain[] {
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
      if (chain !== null) chains.push(chain)
      chain = null
    } else chain?.rules.push(line.trim())
  }
  return chains
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
