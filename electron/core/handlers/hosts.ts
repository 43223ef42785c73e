import { implement } from '@orpc/server'
import { hostsContract } from '#shared/contract/hosts.ts'
import type { Store } from '../store/store.ts'
import type { HostLines } from './host-lines.ts'

/** Host profiles, their keys, and the test of a connection. */
export function hostsHandlers({ store, lines, now }: { store: Store; lines: HostLines; now: () => Date }) {
  const on = implement(hostsContract)
  return {
    list: on.list.handler(({ input }) => store.hosts.list(input.search)),
    get: on.get.handler(({ input }) => store.hosts.get(input.id)),
    create: on.create.handler(({ input }) => store.hosts.create(input, now())),
    update: on.update.handler(({ input }) => {
      const updated = store.hosts.update(input.id, input.host, now())
      lines.drop(input.id)
      return updated
    }),
    duplicate: on.duplicate.handler(({ input }) => store.hosts.duplicate(input.id, input.name, now())),
    remove: on.remove.handler(({ input }) => {
      lines.drop(input.id)
      return { removed: store.hosts.remove(input.id) }
    }),
    testConnection: on.testConnection.handler(({ input, signal }) => lines.test(input.id, signal)),
    approveHostKey: on.approveHostKey.handler(({ input }) => {
      const { address, port } = store.hosts.get(input.id)
      const { algorithm, fingerprint, replaces } = input
      store.hostKeys.approve(address, port, { algorithm, fingerprint }, replaces, now())
      lines.drop(input.id)
      return store.hosts.get(input.id)
    }),
  }
}
