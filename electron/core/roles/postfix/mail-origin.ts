import type { CompleteSpec } from '../role.ts'
import { domainOf, listOf, parameterNamed } from './main-cf.ts'

/**
 * myorigin of somebody else's main.cf beside virtual mailboxes: names without a domain, in tables, in aliases(5) and in what
 * programs send, go on meaning users of the system. So it keeps its meaning, but where it is the very domain that is taken
 * from those users; undefined where nothing has to be said. `mailname` is what the file says that it may name.
 */
export function keptOrigin(
  present: ReadonlyMap<string, string>,
  { domain }: CompleteSpec,
  mailname: string | null,
): string | undefined {
  const value = present.get('myorigin')
  if (value === undefined) return undefined
  const former = domainOf(present)
  const isDomain = parameterNamed(value) === 'mydomain'
  const name = isDomain ? former : value.startsWith('/') ? (mailname ?? '').trim() : value
  if (name === undefined) return '$myhostname'
  const local = listOf(present.get('mydestination') ?? '')
  const isTaken = local.some(
    (element) =>
      element.toLowerCase() === domain || (parameterNamed(element) === 'mydomain' && former === domain),
  )
  if (name.toLowerCase() === domain) return isTaken ? '$myhostname' : value
  return isDomain ? name : value
}
