import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Contract } from '#shared/contract/contract.ts'

/** The core as the window sees it, whatever the wire. */
export type Core = ContractRouterClient<Contract>
/** The core's procedures with `queryOptions`, `mutationOptions` and keys for react-query. */
export type CoreQueries = RouterUtils<Core>

export interface CoreAccess {
  readonly core: Core
  readonly queries: CoreQueries
}

export const CoreContext = createContext<CoreAccess | null>(null)

/** Joins a core with its query helpers; one for the life of the window. */
export function accessTo(core: Core): CoreAccess {
  return { core, queries: createTanstackQueryUtils(core) }
}

/** The core and its queries; only below `App`. */
export function useCore(): CoreAccess {
  const access = useContext(CoreContext)
  if (access === null) throw new Error('useCore needs <App> above it')
  return access
}

/** The core is a process on this computer: a failed call is an answer, not a network that is worth asking again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
