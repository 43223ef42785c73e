import { isIPv4, isIPv6 } from 'node:net'
import { isInNetworks } from '#core/mail/ip-networks.ts'
import { braces, valueOf, type NamedStatement } from './named-conf.ts'
import type { MatchLists } from './who-may-ask.ts'

/** How a `listen-on` has to change so that the server itself and others reach BIND on port 53. */
export interface WishedListening {
  readonly name: 'listen-on' | 'listen-on-v6'
  readonly value: string
  /** The statement that gets the value; undefined where a new one is needed beside those for other ports. */
  readonly present: NamedStatement | undefined
  /** What the statements say so far. */
  readonly before: string
}

/** Statements without a port are for port 53 (named.conf(5)), those with `tls` or `http` for none of ours. */
function isForQuestions({ words }: NamedStatement): boolean {
  const port = words.indexOf('port')
  return (port === -1 || words[port + 1] === '53') && !words.includes('tls') && !words.includes('http')
}

/**
 * The changes that `body`, an `options` statement, needs: none where nothing is said, as BIND listens everywhere then. Who
 * limited it to some addresses keeps that limit, with the loopback and `address` added; where only the server itself could ask, or
 * nobody on this port, it becomes everybody.
 */
export function wishedListening(
  body: readonly NamedStatement[],
  address: string,
  lists: MatchLists,
): readonly WishedListening[] {
  const names = isIPv6(address) ? (['listen-on', 'listen-on-v6'] as const) : (['listen-on'] as const)
  return names.flatMap((name): WishedListening[] => {
    const all = body.filter(({ words }) => words[0]?.toLowerCase() === name)
    const ours = all.filter(isForQuestions)
    const present = ours.at(-1)
    const elements = ours.flatMap((statement) => lists.elementsOf(statement))
    if (all.length === 0 || lists.isOpen(elements)) return []
    const value = limited(name, elements, address, lists)
    if (value === null) return []
    const head = (present?.words ?? []).slice(1).join(' ')
    return [
      {
        name,
        value: head === '' ? value : `${head} ${value}`,
        present,
        before: all.map(valueOf).join(' '),
      },
    ]
  })
}

function limited(
  name: WishedListening['name'],
  elements: readonly string[],
  address: string,
  lists: MatchLists,
): string | null {
  const held = lists.expanded(elements)
  if (held.every((element) => /^(none|127\..*|::1|!.*)$/.test(element))) return '{ any; }'
  const loopback = name === 'listen-on' ? ['127.0.0.1'] : []
  const isOfFamily = name === 'listen-on' ? isIPv4(address) : isIPv6(address)
  const missing = [...loopback, ...(isOfFamily ? [address] : [])].filter((each) => !covers(held, each))
  return missing.length === 0 ? null : braces([...elements, ...missing])
}

/** `localhost` and `localnets` stand for the server's own addresses and networks, the loopback among them. */
function covers(elements: readonly string[], address: string): boolean {
  return elements.some((element) => /^local(host|nets)$/.test(element)) || isInNetworks(address, elements)
}
