import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ConnectionReport } from '#shared/model/host-profile.ts'
import { useCore } from '../../query.ts'

/** A running or finished test of a host's connection. */
export interface ConnectionTest {
  readonly run: () => void
  /** The report of a new test; null where it could not be made. */
  readonly runNow: () => Promise<ConnectionReport | null>
  /** Pins the key and tests again. */
  readonly approve: (key: { algorithm: string; fingerprint: string; replaces: string | null }) => void
  /** Forgets the result. */
  readonly reset: () => void
  readonly isPending: boolean
  readonly report: ConnectionReport | undefined
  readonly error: unknown
}

/** Tests the connection of a host and approves its key; `onReport` hears of each result. */
export function useConnectionTest(
  hostId: string,
  onReport?: (report: ConnectionReport) => void,
): ConnectionTest {
  const { core, queries } = useCore()
  const queryClient = useQueryClient()
  const test = useMutation({
    mutationFn: () => core.hosts.testConnection({ id: hostId }),
    onSuccess: (report) => onReport?.(report),
  })
  const approve = useMutation({
    mutationFn: (key: { algorithm: string; fingerprint: string; replaces: string | null }) =>
      core.hosts.approveHostKey({ id: hostId, ...key }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queries.hosts.key() })
      test.mutate()
    },
  })
  const { mutate, mutateAsync } = test
  const run = useCallback(() => mutate(), [mutate])
  const runNow = useCallback(() => mutateAsync().catch(() => null), [mutateAsync])
  return {
    run,
    runNow,
    approve: approve.mutate,
    reset: () => {
      test.reset()
      approve.reset()
    },
    isPending: test.isPending || approve.isPending,
    report: test.data,
    error: test.error ?? approve.error,
  }
}
