import { useEffect, useRef, useState } from 'react'
import type { Rehearsal, RehearsalEvent } from '#shared/model/rehearsal.ts'
import { useCore } from '../../query.ts'

export type RehearsalStep = Extract<RehearsalEvent, { event: 'step' }>

interface Rehearsing {
  readonly phase: 'idle' | 'running' | 'done' | 'broken'
  readonly step: RehearsalStep | null
  readonly found: Rehearsal | null
  readonly error: unknown
}

const idle: Rehearsing = { phase: 'idle', step: null, found: null, error: null }

/** Rehearses the upgrade of a host on request; a rehearsal ends, and is cleared away, when its screen goes. */
export function useRehearsal(hostId: string) {
  const { core } = useCore()
  const [state, setState] = useState(idle)
  const reading = useRef<AbortController | null>(null)
  useEffect(() => () => reading.current?.abort(), [])

  const start = async () => {
    reading.current?.abort()
    const mine = new AbortController()
    reading.current = mine
    setState({ ...idle, phase: 'running' })
    try {
      const events = await core.rehearsals.start({ hostId }, { signal: mine.signal })
      for await (const event of events) {
        if (mine.signal.aborted) return
        if (event.event === 'step') setState((before) => ({ ...before, step: event }))
        else setState({ ...idle, phase: 'done', found: event.rehearsal })
      }
    } catch (error) {
      if (!mine.signal.aborted) setState({ ...idle, phase: 'broken', error })
    }
  }
  const stop = () => {
    reading.current?.abort()
    setState(idle)
  }
  return { ...state, start, stop }
}
