import type { HostFacts } from '#core/facts/host-facts.ts'
import type { Difference } from '#core/plan/difference.ts'
import { heredoc } from './heredoc.ts'

/**
 * The function that tells things_moved of record.sh what the plan found of all that it changes besides files: kind, name and state
 * a line, parted by tabs; `absent` for what was not there.
 */
export function expectedThings(differences: readonly Difference[], facts: HostFacts): string {
  const things = differences.map((difference) => thingOf(difference, facts))
  const lines = things.flatMap((thing) => (thing === null ? [] : [`${thing.join('\t')}\n`]))
  return `expected_things() {\n  cat ${heredoc(lines.join(''))}\n}\n`
}

type Thing = readonly [kind: string, name: string, state: string]

function thingOf({ resource }: Difference, facts: HostFacts): Thing | null {
  switch (resource.kind) {
    case 'package': {
      const found = facts.packages.get(resource.name)
      // One that is half installed moves by itself: the run sets it right first.
      if (found?.configured === false) return null
      return ['package', resource.name, found?.version ?? 'absent']
    }
    case 'user': {
      const user = facts.users.get(resource.name)
      const state = user && [user.uid, user.gid, user.home, user.shell].join(':')
      return ['user', resource.name, state ?? 'absent']
    }
    case 'group':
      return ['group', resource.name, facts.groups.get(resource.name)?.gid.toString() ?? 'absent']
    case 'unit':
      // Masked beforehand, before there is such a unit (systemctl(1), mask).
      return facts.units.get(resource.name)?.load === 'not-found' ? ['mask', resource.name, 'absent'] : null
    case 'hostname':
      return ['hostname', '-', facts.hostname]
    default:
      return null
  }
}
