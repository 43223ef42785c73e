import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Draft } from '#shared/model/draft.ts'
import { useCore } from '../../query.ts'
import { DraftSaver, type SaveState } from './draft-saver.ts'

/** A draft that is being edited: its present form, how it is changed, and whether it is stored. */
export interface EditedDraft {
  readonly draft: Draft
  readonly update: (change: (before: Draft) => Draft) => void
  readonly saveState: SaveState
  /** Stores at once what waits. */
  readonly flush: () => Promise<void>
}

/** Edits a draft and stores it while one types, and at once on entering another step and when the window is left or closed. */
export function useDraft(initial: Draft): EditedDraft {
  const { core, queries } = useCore()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(initial)
  const [saver] = useState(() => new DraftSaver(core))
  const storedStep = useRef(initial.step)
  const saveState = useSyncExternalStore(saver.subscribe, saver.state)

  useEffect(() => {
    if (draft === initial) return
    saver.queue(draft)
    if (draft.step !== storedStep.current) {
      storedStep.current = draft.step
      void saver.flush()
    }
    // Coming back before the store has answered shows what was typed last, not what was stored before.
    queryClient.setQueryData(queries.drafts.get.queryKey({ input: { id: draft.id } }), draft)
  }, [draft, initial, saver, queryClient, queries])

  useEffect(() => {
    const flush = () => void saver.flush()
    window.addEventListener('pagehide', flush)
    window.addEventListener('blur', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('blur', flush)
      const refresh = () => queryClient.invalidateQueries({ queryKey: queries.drafts.list.key() })
      void saver.flush().then(refresh)
    }
  }, [saver, queryClient, queries])

  const update = useCallback((change: (before: Draft) => Draft) => setDraft(change), [])
  return { draft, update, saveState, flush: saver.flush }
}
