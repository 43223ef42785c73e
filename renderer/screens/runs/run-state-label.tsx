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
import type { RunState } from '#shared/model/run.ts'
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

/** The state of a run as sign and word. */
export function RunStateLabel({ state }: { state: RunState }) {
  const t = useText()
  const { tone, label, icon } = looks[state]
  return (
    <span className={classes.state} data-tone={tone}>
      {icon}
      {t(label)}
    </span>
  )
}
