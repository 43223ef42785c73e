import type { HostFacts } from '#core/facts/host-facts.ts'
import { existingSettings } from '#core/roles/dovecot/existing-config.ts'
import type { Rehearsal } from '#shared/model/rehearsal.ts'

/** Settings of the present Dovecot configuration that are not among those that the next version knows; none where that is unknown. */
export function lostSettings(
  facts: HostFacts,
  directory: string,
  known: ReadonlySet<string>,
): Rehearsal['lost'] {
  if (known.size === 0) return []
  return [...existingSettings(facts, directory).keys()]
    .filter((name) => !known.has(name))
    .map((name) => ({ file: `${directory}/dovecot.conf`, name }))
}
