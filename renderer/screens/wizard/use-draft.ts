import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react'
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
  const queued = useRef(initial)
  const saveState = useSyncExternalStore(saver.subscribe, saver.state)

  // Coming back before the store has answered shows what was typed last, not what was stored before.
  const remember = useEffectEvent(() => {
    queryClient.setQueryData(
      queries.drafts.get.queryKey({ input: { id: queued.current.id } }),
      queued.current,
    )
  })

  useEffect(() => {
    const before = queued.current
    if (draft === before) return
    queued.current = draft
    saver.queue(draft)
    if (draft.step === before.step) return
    remember()
    void saver.flush()
  }, [draft, saver])

  useEffect(() => {
    const flush = () => void saver.flush()
    window.addEventListener('pagehide', flush)
    window.addEventListener('blur', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('blur', flush)
      remember()
      const refresh = () => queryClient.invalidateQueries({ queryKey: queries.drafts.list.key() })
      void saver.flush().then(refresh)
    }
  }, [saver, queryClient, queries])

  const update = useCallback((change: (before: Draft) => Draft) => setDraft(change), [])
  return { draft, update, saveState, flush: saver.flush }
}
