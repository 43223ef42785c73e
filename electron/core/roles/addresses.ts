import type { CompleteSpec } from './role.ts'

/** Addresses that every mail domain must answer (RFC 2142 §§4, 5, 7), and root for the mail of the system itself. */
export const roleAddresses = ['postmaster', 'abuse', 'hostmaster', 'root'] as const

/** An alias with its targets as whole addresses, or as bare names where they are users of the system. */
export interface AddressAlias {
  readonly name: string
  readonly targets: readonly string[]
  /** `role`: added so that the role address is answered, as the description names none. */
  readonly origin: 'spec' | 'role'
}

/** The aliases of the description and those of the role addresses; targets that are local parts stay local parts. */
export function addressAliases(spec: CompleteSpec): readonly AddressAlias[] {
  const named = spec.aliases.map(({ name, to }): AddressAlias => ({ name, targets: to, origin: 'spec' }))
  const first = spec.mailboxes[0]?.name
  if (first === undefined) return named
  const taken = new Set(named.map(({ name }) => name))
  const roles = roleAddresses.filter((name) => !taken.has(name))
  return [...named, ...roles.map((name): AddressAlias => ({ name, targets: [first], origin: 'role' }))]
}

/** The whole address of a target: a local part gets the domain. */
export function wholeAddress(target: string, domain: string): string {
  return target.includes('@') ? target : `${target}@${domain}`
}

/** Targets in the domain that neither a mailbox nor an alias answers, as `alias → target`. */
export function unansweredTargets(spec: CompleteSpec): readonly { alias: string; target: string }[] {
  const answered = new Set<string>([
    ...spec.mailboxes.map(({ name }) => name),
    ...addressAliases(spec).map(({ name }) => name),
  ])
  return spec.aliases.flatMap(({ name, to }) =>
    to
      .filter((target) => {
        const [local = '', domain = spec.domain] = target.split('@')
        return domain.toLowerCase() === spec.domain && !answered.has(local.toLowerCase())
      })
      .map((target) => ({ alias: name, target })),
  )
}

/** The mailboxes that receive what is sent to a name, aliases of aliases followed; outside addresses left out. */
export function mailboxesBehind(spec: CompleteSpec, name: string): readonly string[] {
  const mailboxes = new Set(spec.mailboxes.map((mailbox) => mailbox.name))
  const aliases = new Map(addressAliases(spec).map((alias) => [alias.name, alias.targets]))
  const reached = new Set<string>()
  const visited = new Set<string>()
  const visit = (current: string) => {
    if (visited.has(current)) return
    visited.add(current)
    if (mailboxes.has(current)) reached.add(current)
    for (const target of aliases.get(current) ?? []) {
      const [local = '', domain = spec.domain] = target.split('@')
      if (domain.toLowerCase() === spec.domain) visit(local)
    }
  }
  visit(name)
  return [...reached]
}
