import { Loader } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconPlayerPause,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { MessageKey } from '#shared/message.ts'
import type { RunState, RunSummary } from '#shared/model/run.ts'
import { useText } from '../../i18n.ts'
import classes from './runs-screen.module.css'

const looks = {
  running: { tone: 'busy', label: 'runs.stateRunning', icon: <Loader size={13} aria-hidden /> },
  interrupted: {
    tone: 'warn',
    label: 'runs.stateInterrupted',
    icon: <IconAlertTriangle size={16} aria-hidden />,
  },
  done: { tone: 'good', label: 'runs.stateDone', icon: <IconCircleCheck size={16} aria-hidden /> },
  failed: { tone: 'bad', label: 'runs.stateFailed', icon: <IconCircleX size={16} aria-hidden /> },
  cancelled: { tone: 'warn', label: 'runs.stateCancelled', icon: <IconPlayerPause size={16} aria-hidden /> },
  undone: { tone: 'plain', label: 'runs.stateUndone', icon: <IconArrowBackUp size={16} aria-hidden /> },
} as const satisfies Record<RunState, { tone: string; label: MessageKey; icon: ReactNode }>

const halfUndone = { tone: 'warn', label: 'runs.stateUndoing', icon: looks.interrupted.icon } as const

/** The state of a run, or of its undo where that has begun, as sign and word. */
export function RunStateLabel({ run }: { run: Pick<RunSummary, 'state' | 'undoing'> }) {
  const t = useText()
  const isOver = run.state === 'undone' || run.state === 'running'
  const { tone, label, icon } = run.undoing && !isOver ? halfUndone : looks[run.state]
  return (
    <span className={classes.state} data-tone={tone}>
      {icon}
      {t(label)}
    </span>
  )
}
