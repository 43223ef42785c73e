import { message, type Message } from '#shared/message.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'

/** An alias that a test may write to, or why there is none. */
export type TestableAlias = { readonly address: string } | { readonly address: null; readonly why: Message }

/**
 * An alias whose mail reaches this mailbox and nobody else, through other aliases too; mail of a test must not go to other
 * people. The names are those of the description, without regard to case.
 */
export function aliasToTest(spec: ServerSpec, mailbox: string): TestableAlias {
  const own = mailbox.toLowerCase()
  const reached = spec.aliases.map(({ name }) => ({ name, ends: endsOf(spec, name) }))
  const alone = reached.find(({ ends }) => ends.size === 1 && ends.has(own))
  if (alone !== undefined) return { address: `${alone.name}@${spec.domain}` }
  const isShared = reached.some(({ ends }) => ends.has(own))
  return { address: null, why: message(isShared ? 'test.aliasShared' : 'test.aliasNone') }
}

/** Where the mail of a name ends: at names that are no aliases, or at addresses elsewhere; a loop ends nowhere. */
function endsOf(spec: ServerSpec, name: string, seen = new Set<string>()): Set<string> {
  const local = localName(spec, name)
  const alias = spec.aliases.find((each) => each.name.toLowerCase() === local)
  if (alias === undefined) return new Set([local])
  if (seen.has(local)) return new Set()
  seen.add(local)
  return new Set(alias.to.flatMap((target) => [...endsOf(spec, target, seen)]))
}

function localName({ domain }: ServerSpec, target: string): string {
  const text = target.toLowerCase()
  const suffix = `@${domain.toLowerCase()}`
  return text.endsWith(suffix) ? text.slice(0, -suffix.length) : text
}
