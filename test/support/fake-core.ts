import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient, implement, onError, ORPCError } from '@orpc/server'
import { contract, type Contract } from '#shared/contract/contract.ts'
import { failureOf } from '#shared/fail.ts'
import { fakeDraftHandlers } from './fake/fake-drafts.ts'
import { fakeDriftHandlers } from './fake/fake-drift.ts'
import { fakeHostHandlers } from './fake/fake-hosts.ts'
import { fakeMailHandlers } from './fake/fake-mail.ts'
import { fakePlanHandlers } from './fake/fake-plans.ts'
import { fakeRehearsalHandlers } from './fake/fake-rehearsals.ts'
import { fakeRunHandlers } from './fake/fake-runs.ts'
import { fakeSettingsHandlers } from './fake/fake-settings.ts'
import { FakeStore } from './fake/fake-store.ts'

/** The whole contract in memory, without server or database: for looking at screens. `delay` is a slow step's time in ms. */
export function fakeCore(delay = 400): { core: ContractRouterClient<Contract>; store: FakeStore } {
  const store = new FakeStore(delay)
  const router = implement(contract).router({
    hosts: fakeHostHandlers(store),
    drafts: fakeDraftHandlers(store),
    plans: fakePlanHandlers(store),
    runs: fakeRunHandlers(store),
    drift: fakeDriftHandlers(store),
    rehearsals: fakeRehearsalHandlers(store),
    mail: fakeMailHandlers(store),
    settings: fakeSettingsHandlers(store),
  })
  const core = createRouterClient(router, {
    interceptors: [
      onError((error) => {
        const { failure } = failureOf(error)
        throw new ORPCError('FAILURE', { defined: true, data: failure })
      }),
    ],
  })
  return { core, store }
}
