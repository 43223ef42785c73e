import { Loader, VisuallyHidden } from '@mantine/core'
import {
  IconAlertCircle,
  IconArrowBackUp,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { MessageKey } from '#shared/message.ts'
import { clockText } from '../../components/duration-text.ts'
import { groupLook } from '../../components/group-look.ts'
import { useMessageText, useText } from '../../i18n.ts'
import classes from './run-progress.module.css'
import { stepTime, type RunView, type StepView } from './run-view.ts'

const looks = {
  waiting: { label: 'apply.stepWaiting', icon: <IconCircle size={16} aria-hidden /> },
  running: { label: 'apply.stepRunning', icon: <Loader size={14} aria-hidden /> },
  done: { label: 'apply.stepDone', icon: <IconCircleCheckFilled size={17} aria-hidden /> },
  failed: { label: 'apply.stepFailed', icon: <IconAlertCircle size={17} aria-hidden /> },
  skipped: { label: 'apply.stepSkipped', icon: <IconCircleMinus size={16} aria-hidden /> },
  takenBack: { label: 'apply.stepTakenBack', icon: <IconArrowBackUp size={16} aria-hidden /> },
  /** It was at work when the run ended. */
  broken: { label: 'apply.stepBroken', icon: <IconCircleDashed size={16} aria-hidden /> },
} as const satisfies Record<StepView['state'] | 'broken', { label: MessageKey; icon: React.ReactNode }>

function inGroups(steps: readonly StepView[]): StepView[][] {
  const groups: StepView[][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    if (last?.[0]?.group === step.group) last.push(step)
    else groups.push([step])
  }
  return groups
}

/** The steps of a run in order, by group, with their state and time; the one at work stays in sight. */
export function RunSteps({ view, now }: { view: RunView; now: number }) {
  const t = useText()
  return (
    <section aria-label={t('apply.stepsLabel')} className={classes.steps} tabIndex={0}>
      {inGroups(view.steps).map((steps) => (
        <StepGroup key={steps[0]?.id} steps={steps} view={view} now={now} />
      ))}
    </section>
  )
}

function StepGroup({ steps, view, now }: { steps: readonly StepView[]; view: RunView; now: number }) {
  const t = useText()
  const group = steps[0]?.group ?? null
  const look = group === null || steps.length < 2 ? null : groupLook[group]
  return (
    <div className={classes.stepGroup} data-several={look !== null || undefined}>
      {look !== null && (
        <div className={classes.groupName}>
          <look.Icon size={17} stroke={1.7} aria-hidden />
          {t(look.label)}
        </div>
      )}
      <ul>
        {steps.map((step) => (
          <StepRow key={step.id} step={step} ended={view.end !== null} time={stepTime(step, view, now)} />
        ))}
      </ul>
    </div>
  )
}

function StepRow({ step, ended, time }: { step: StepView; ended: boolean; time: number | null }) {
  const t = useText()
  const print = useMessageText()
  const row = useRef<HTMLLIElement>(null)
  const atWork = step.state === 'running' || step.state === 'failed'
  useEffect(() => {
    if (atWork) keepInSight(row.current)
  }, [atWork])
  const state = ended && step.state === 'running' ? 'broken' : step.state
  const look = looks[state]
  const isWord = state === 'takenBack' || state === 'skipped' || state === 'broken'
  const shown = time !== null && state !== 'skipped' && (time >= 1000 || state === 'running')
  return (
    <li ref={row} className={classes.step} data-state={state}>
      <span className={classes.icon} data-state={state}>
        {look.icon}
      </span>
      <span className={classes.title}>
        {print(step.title)}
        <VisuallyHidden>{`: ${t(look.label)}`}</VisuallyHidden>
      </span>
      <span className={classes.time}>{shown ? clockText(time) : isWord ? t(look.label) : ''}</span>
    </li>
  )
}

/** Scrolls the list only: the page itself must not jump under people's hands. */
function keepInSight(row: HTMLElement | null): void {
  const list = row?.closest('section')
  if (!row || !list) return
  const top = row.offsetTop - list.offsetTop
  if (top < list.scrollTop || top > list.scrollTop + list.clientHeight - 60)
    list.scrollTop = top - list.clientHeight / 2
}
