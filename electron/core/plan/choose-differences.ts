import type { HostFacts } from '#core/facts/host-facts.ts'
import { compareAll } from './compare.ts'
import type { Difference } from './difference.ts'
import type { Resource } from './resource.ts'

/** What a limited plan does, and the ids of what differs and stays as it is. */
export interface Choice {
  readonly differences: readonly Difference[]
  readonly omitted: ReadonlySet<string>
}

/**
 * Of all differences those of the chosen resources with what they need: the services, directories and accounts of their groups,
 * and files made from them. A missing package brings everything, since without our files it would serve its defaults.
 */
export function chooseDifferences(
  resources: readonly Resource[],
  all: readonly Difference[],
  facts: HostFacts,
  only: readonly string[] | undefined,
): Choice {
  const chosen = new Set(only)
  const needsAll = all.some(({ resource }) => resource.kind === 'package' && chosen.has(resource.id))
  if (only === undefined || needsAll) return { differences: all, omitted: new Set() }
  const groups = new Set(resources.flatMap(({ id, group }) => (chosen.has(id) ? [group] : [])))
  // Postfix asks Dovecot for logins and does not greet while that is down.
  const stopped = new Set(
    all.flatMap(({ resource, unitAction }) =>
      groups.has('postfix') && resource.group === 'dovecot' && unitAction === 'start' ? [resource.id] : [],
    ),
  )
  const needed = resources.filter(
    (resource) => chosen.has(resource.id) || stopped.has(resource.id) || goesWith(resource, chosen, groups),
  )
  const differences = compareAll(needed, facts)
  const done = new Set(differences.map(({ resource }) => resource.id))
  return {
    differences,
    omitted: new Set(all.map(({ resource }) => resource.id).filter((id) => !done.has(id))),
  }
}

function goesWith(resource: Resource, chosen: ReadonlySet<string>, groups: ReadonlySet<string>): boolean {
  switch (resource.kind) {
    case 'derived':
      return chosen.has(`file:${resource.from}`)
    case 'unit':
      return (
        groups.has(resource.group) ||
        [...resource.reloadOn, ...resource.restartOn].some((id) => chosen.has(id))
      )
    case 'directory':
    case 'user':
    case 'group':
      return groups.has(resource.group)
    case 'package':
    case 'file':
    case 'absent':
    case 'membership':
    case 'port':
    case 'hostname':
    case 'certificate':
    case 'connection':
      return false
  }
}
