import { fail } from '#shared/fail.ts'
import type { ServerSpec } from '#shared/model/server-spec.ts'
import type { Store } from '../store/store.ts'
import { withKept } from './make-plan.ts'

/** The wish that was applied last from this computer, with its passwords. Throws `wishUnknown`, and as the vault does. */
export function wishOf(store: Store, hostId: string): ServerSpec {
  const spec = knownWish(store, hostId)
  if (spec === null) throw fail('wishUnknown', { host: store.hosts.get(hostId).name })
  return spec
}

/** The same, or null where none was applied from this computer. */
export function knownWish(store: Store, hostId: string): ServerSpec | null {
  const applied = store.plans.lastApplied(hostId)
  if (applied === null) return null
  const { id, spec } = applied.view
  const passwords = store.plans.passwords(id)
  const mailboxes = spec.mailboxes.map(({ name }) => {
    const password = passwords.get(name)?.reveal('hash')
    return password === undefined ? { name } : { name, password }
  })
  return withKept({ ...spec, mailboxes }, store, hostId)
}
