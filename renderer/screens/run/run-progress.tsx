import { Button, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from 'react'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { rememberHost } from '../../components/host-picker.tsx'
import { useTickingNow } from '../../components/ticking-now.ts'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { UndoDialog } from '../runs/undo-dialog.tsx'
import { RunBanners } from './run-banners.tsx'
import { RunEnd } from './run-end.tsx'
import { RunHead } from './run-head.tsx'
import { RunLog } from './run-log.tsx'
import classes from './run-progress.module.css'
import { RunSession, type RunRequest, type SessionState } from './run-session.ts'
import { RunSteps } from './run-steps.tsx'

interface RunProgressProps {
  readonly hostId: string
  /** What to do first. */
  readonly request: RunRequest
  /** The way on after a run that is done. */
  readonly onDone?: (() => void) | undefined
  /** Told whenever a run or its undo has ended. */
  readonly onEnded?: (() => void) | undefined
  /** The way to a new plan after a run that failed, was stopped or was undone. */
  readonly onNewPlan?: (() => void) | undefined
  /** Told when the server has begun: the run's id. */
  readonly onStarted?: ((runId: string) => void) | undefined
  /** What follows the end of a run that is done. */
  readonly afterDone?: ReactNode
  /** The way to the list of the host's runs, where that is not another screen. */
  readonly onAllRuns?: (() => void) | undefined
}

/** A run from its first step to its end, with its ways on. */
export function RunProgress(props: RunProgressProps) {
  return <Following key={`${props.hostId}\n${JSON.stringify(props.request)}`} {...props} />
}

function Following(props: RunProgressProps) {
  const { hostId, request, onStarted, onEnded, onAllRuns } = props
  const navigate = useNavigate()
  const { core, queries } = useCore()
  const client = useQueryClient()
  const [session] = useState(() => new RunSession(core, hostId, request))
  const state = useSyncExternalStore(session.subscribe, session.snapshot)
  const [undoes, setUndoes] = useState<string | null>(null)
  const { runId, end } = state.view
  const target = runId ?? ('runId' in state.asked ? state.asked.runId : null)
  const tellStart = useEffectEvent((id: string) => onStarted?.(id))
  useEffect(() => {
    if (runId !== null) tellStart(runId)
  }, [runId])
  const tellEnd = useEffectEvent(() => onEnded?.())
  useEffect(() => {
    if (end !== null) tellEnd()
  }, [end])
  useEffect(() => {
    void client.invalidateQueries({ queryKey: queries.runs.list.key() })
  }, [client, queries, runId, end])
  const showAllRuns =
    onAllRuns ??
    (() => {
      rememberHost(hostId)
      void navigate({ to: '/runs' })
    })
  return (
    <div className={classes.root}>
      <Shown
        {...props}
        session={session}
        state={state}
        target={target}
        onUndo={() => setUndoes(target)}
        onAllRuns={showAllRuns}
      />
      {undoes !== null && (
        <UndoDialog
          hostId={hostId}
          runId={undoes}
          onClose={() => setUndoes(null)}
          onConfirm={() => {
            setUndoes(null)
            void session.begin({ kind: 'undo', runId: undoes })
          }}
          onAllRuns={showAllRuns}
        />
      )}
    </div>
  )
}

interface ShownProps extends RunProgressProps {
  readonly session: RunSession
  readonly state: SessionState
  /** The run that is shown or was asked for; null for a plan whose run never began. */
  readonly target: string | null
  readonly onUndo: () => void
  readonly onAllRuns: () => void
}

function Shown({ session, state, target, onUndo, afterDone, ...props }: ShownProps) {
  const t = useText()
  const { hostId, onDone, onNewPlan, onAllRuns } = props
  const { view, phase } = state
  const now = useTickingNow(phase !== 'ended')
  const { end } = view
  const ended = end !== null && end.state !== 'running' ? end.state : null
  return (
    <>
      {state.error !== null && (
        <FailureAlert error={state.error} onRetry={() => void session.join()} hostId={hostId} />
      )}
      {phase === 'broken' && onNewPlan && (
        <Group>
          <Button variant="default" onClick={onNewPlan}>
            {t('apply.newPlan')}
          </Button>
        </Group>
      )}
      {ended !== null && (
        <RunEnd
          view={view}
          state={ended}
          onResume={target === null ? undefined : () => void session.begin({ kind: 'resume', runId: target })}
          onUndo={target === null ? undefined : onUndo}
          onDone={onDone}
          onNewPlan={onNewPlan}
          onAllRuns={onAllRuns}
        />
      )}
      {ended === null && phase !== 'broken' && (
        <RunHead
          view={view}
          now={now}
          cancelAsked={state.cancelAsked}
          onCancel={() => void session.cancel()}
        />
      )}
      {ended === 'done' && view.mode !== 'undo' && afterDone}
      <RunBanners view={view} now={now} onJoin={() => void session.join()} />
      {view.steps.length > 0 && (
        <div className={classes.body}>
          <div className={classes.panel}>
            <RunSteps view={view} now={now} />
          </div>
          <div className={classes.panel}>
            <RunLog view={view} />
          </div>
        </div>
      )}
    </>
  )
}
