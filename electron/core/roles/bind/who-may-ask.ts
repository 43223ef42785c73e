import { lastNamed, valueOf, type NamedStatement } from './named-conf.ts'

type Statements = readonly NamedStatement[]

/** Address match lists of named.conf(5) in which `acl` names of these statements stand for what they hold. */
export interface MatchLists {
  /** The elements of an option as they are written, e.g. `localhost`; null where it is not set. */
  listOf(name: string): readonly string[] | null
  /** The elements of one statement as they are written. */
  elementsOf(statement: NamedStatement): readonly string[]
  /** The elements with those of the `acl`s that they name. */
  expanded(elements: readonly string[]): readonly string[]
  /** Whether a list lets everybody in. */
  isOpen(elements: readonly string[]): boolean
  /** Whether a list lets an element in by its very name, or everybody. */
  holds(elements: readonly string[], element: string): boolean
}

const deepest = 4

/** The lists that an `options` or `zone` body sets. */
export function matchLists(body: Statements, all: Statements): MatchLists {
  const expanded = (elements: readonly string[], depth = 0): readonly string[] =>
    elements.flatMap((element) => {
      const acl = all.find(({ words }) => words[0]?.toLowerCase() === 'acl' && words[1] === element)
      const held = acl?.body ?? null
      return held === null || depth === deepest ? [element] : expanded(elementsOf(held), depth + 1)
    })
  const isOpen = (elements: readonly string[]) =>
    expanded(elements).some((element) => /^(any|0\.0\.0\.0\/0|::\/0|0\/0)$/.test(element))
  return {
    elementsOf: ({ body: held }) => elementsOf(held ?? []),
    expanded: (elements) => expanded(elements),
    listOf: (name) => {
      const found = lastNamed(body, name)?.body ?? null
      return found === null ? null : elementsOf(found)
    },
    isOpen,
    holds: (elements, element) => {
      const whole = expanded(elements)
      const loopback = ['localhost', 'localnets', '127.0.0.1', '127.0.0.0/8', '127/8']
      const wanted = element === 'localhost' ? loopback : [element]
      return isOpen(elements) || wanted.some((each) => whole.includes(each))
    },
  }
}

/** `!` and keys belong to the element; a list within the list is one element as it is written. */
function elementsOf(body: Statements): readonly string[] {
  return body.map((statement) => {
    const inner = statement.body === null ? '' : valueOf({ ...statement, words: ['', ...statement.words] })
    return inner === '' ? statement.words.join(' ') : inner
  })
}

/**
 * Who may have foreign names looked up: without `allow-recursion` named(8) takes `allow-query-cache`, then `allow-query`. Null
 * where nothing is said: then the networks that the server is in.
 */
export function mayRecurse(lists: MatchLists): readonly string[] | null {
  return lists.listOf('allow-recursion') ?? lists.listOf('allow-query-cache') ?? lists.listOf('allow-query')
}

/** Whether other servers may copy a zone; `byDefault` is what holds where nobody says who may (`allow-transfer`). */
export function mayBeCopied(zone: Statements, all: Statements, byDefault: boolean): boolean {
  const lists = matchLists(zone, all)
  const list =
    lists.listOf('allow-transfer') ??
    matchLists(lastNamed(all, 'options')?.body ?? [], all).listOf('allow-transfer')
  if (list === null) return byDefault
  const own = /^(none|localhost|127\.[\d./]+|::1|!.*)$/
  return !lists.expanded(list).every((element) => own.test(element))
}
