import { Loader, VisuallyHidden } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled, IconCircleMinus, IconCircleXFilled } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { TestStage } from '#shared/model/mail.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { useDurationText } from '../../components/duration-text.ts'
import { MessageText } from '../../components/message-text.tsx'
import { ProtocolTranscript } from '../../components/protocol-transcript.tsx'
import { useText } from '../../i18n.ts'
import classes from './mail-test.module.css'
import { stageStateLabels } from './stage-states.ts'

const icons = {
  waiting: <IconCircle size={18} aria-hidden />,
  running: <Loader size={16} aria-hidden />,
  pass: <IconCircleCheckFilled size={20} aria-hidden />,
  fail: <IconCircleXFilled size={20} aria-hidden />,
  skipped: <IconCircleMinus size={18} aria-hidden />,
} as const satisfies Record<TestStage['state'], ReactNode>

/** One stage of a test: its state and time, what was seen, what to do, and the conversation behind it. */
export function StageRow({ stage }: { stage: TestStage }) {
  const t = useText()
  const duration = useDurationText()
  return (
    <li className={classes.stage} data-state={stage.state}>
      <span className={classes.icon} data-state={stage.state}>
        {icons[stage.state]}
      </span>
      <span className={classes.title}>
        <MessageText message={stage.title} />
        <VisuallyHidden>{`: ${t(stageStateLabels[stage.state])}`}</VisuallyHidden>
      </span>
      <span className={classes.time}>
        {stage.state === 'skipped'
          ? t('test.uiStateSkipped')
          : stage.duration === null
            ? ''
            : duration(stage.duration)}
      </span>
      {(stage.finding ?? stage.advice ?? stage.transcript[0]) && (
        <div className={classes.more}>
          {stage.finding !== null && (
            <div className={classes.finding}>
              <MessageText message={stage.finding} />
            </div>
          )}
          {stage.advice !== null && (
            <div className={classes.advice}>
              <strong>{t('test.uiAdvice')}</strong>
              <br />
              <MessageText message={stage.advice} />
            </div>
          )}
          {stage.transcript.length > 0 && (
            <Disclosure
              label={t('test.uiTranscript', { n: stage.transcript.length })}
              open={stage.state === 'fail'}
            >
              <ProtocolTranscript lines={stage.transcript} />
            </Disclosure>
          )}
        </div>
      )}
    </li>
  )
}
