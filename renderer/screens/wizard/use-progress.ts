import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import type { Draft, DraftProgress, WizardStep } from '#shared/model/draft.ts'
import { useCore } from '../../query.ts'

/** How far the server is with what a draft describes; null until it is known. */
export interface Progress {
  readonly known: DraftProgress | null
  /** Asks again, after a run or a test. */
  readonly refresh: () => void
}

/** Follows what this computer knows of the draft's run and test; a run from here is looked up on the server once. */
export function useProgress({ id, hostId, planId, runId }: Draft): Progress {
  const { queries } = useCore()
  const client = useQueryClient()
  const runs = useQuery({
    ...queries.runs.list.queryOptions({ input: { hostId: hostId ?? '' } }),
    enabled: hostId !== null && runId !== null,
  })
  const progress = useQuery(queries.drafts.progress.queryOptions({ input: { id } }))
  const refresh = useCallback(
    () => void client.invalidateQueries({ queryKey: queries.drafts.progress.key() }),
    [client, queries],
  )
  // The server may know of an undo that was asked for elsewhere.
  useEffect(refresh, [refresh, runs.dataUpdatedAt, hostId, planId, runId])
  return { known: progress.data ?? null, refresh }
}

/** The last steps that are done: none of them once the run was undone, the test's only while its last one was green. */
export function lastStepsDone(draft: Draft, known: DraftProgress | null): WizardStep[] {
  if (draft.planId === null || known?.run === 'undone') return []
  const isApplied = draft.runId === draft.planId && known?.run === 'done'
  return ['review', ...(isApplied ? (['apply'] as const) : []), ...(known?.proved ? (['test'] as const) : [])]
}
