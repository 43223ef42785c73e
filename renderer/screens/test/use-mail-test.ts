import { useEffect, useRef, useState } from 'react'
import { useCore } from '../../query.ts'
import { afterTestEvent, emptyTestView, type TestView } from './test-view.ts'

interface Running {
  readonly phase: 'idle' | 'running' | 'done' | 'stopped' | 'broken'
  readonly mailbox: string
  readonly view: TestView
  readonly error: unknown
}

const idle: Running = { phase: 'idle', mailbox: '', view: emptyTestView, error: null }

/** Runs the one-click test of a mailbox and keeps what it told; a test ends when its screen goes. */
export function useMailTest(hostId: string, draftId: string | null) {
  const { core } = useCore()
  const [state, setState] = useState(idle)
  const reading = useRef<AbortController | null>(null)
  useEffect(() => () => reading.current?.abort(), [])

  const start = async (mailbox: string) => {
    reading.current?.abort()
    const mine = new AbortController()
    reading.current = mine
    setState({ ...idle, phase: 'running', mailbox })
    try {
      const events = await core.mail.test({ hostId, draftId, mailbox }, { signal: mine.signal })
      for await (const event of events) {
        if (mine.signal.aborted) return
        setState((before) => ({ ...before, view: afterTestEvent(before.view, event) }))
      }
      setState((before) => ({ ...before, phase: before.view.report === null ? 'stopped' : 'done' }))
    } catch (error) {
      if (!mine.signal.aborted) setState((before) => ({ ...before, phase: 'broken', error }))
    }
  }
  const stop = () => {
    reading.current?.abort()
    setState((before) => ({ ...before, phase: 'stopped' }))
  }
  return { ...state, start, stop }
}
