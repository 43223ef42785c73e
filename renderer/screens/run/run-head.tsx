import { Button, Group, Progress, Text, Title } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import { useState } from 'react'
import type { MessageKey } from '#shared/message.ts'
import { clockText } from '../../components/duration-text.ts'
import { Question } from '../../components/question.tsx'
import { useMessageText, useText } from '../../i18n.ts'
import classes from './run-progress.module.css'
import { elapsedOf, progressOf, type RunMode, type RunView } from './run-view.ts'

const titles = {
  apply: 'apply.titleApply',
  resume: 'apply.titleResume',
  undo: 'apply.titleUndo',
} as const satisfies Record<RunMode, MessageKey>

interface RunHeadProps {
  readonly view: RunView
  readonly now: number
  readonly cancelAsked: boolean
  readonly onCancel: () => void
}

/** What is going on, for how long, how far it is, and the way to stop it. */
export function RunHead({ view, now, cancelAsked, onCancel }: RunHeadProps) {
  const t = useText()
  const elapsed = elapsedOf(view, now)
  const started = view.startedAt !== null
  return (
    <section className={classes.card} aria-label={t(titles[view.mode])}>
      <div className={classes.head}>
        <Title order={2}>{t(titles[view.mode])}</Title>
        {elapsed !== null && (
          <span className={classes.clock}>{t('apply.elapsed', { time: clockText(elapsed) })}</span>
        )}
      </div>
      <RunBar view={view} />
      <Group justify="space-between" mt="sm" gap="sm">
        <Text size="sm" c="dimmed">
          {cancelAsked ? t('apply.cancelAsked') : t('apply.detached')}
        </Text>
        {started && !cancelAsked && <CancelButton onCancel={onCancel} />}
      </Group>
    </section>
  )
}

/** The bar counts a step when it is finished; the hatched part is what is at work and not yet earned. */
export function RunBar({ view }: { view: RunView }) {
  const t = useText()
  const print = useMessageText()
  const progress = progressOf(view)
  const current = view.steps.find((step) => step.state === 'running')
  const count = t('apply.progressText', { done: progress.doneSteps, total: progress.totalSteps })
  return (
    <>
      <Progress.Root className={classes.bar} size={12} transitionDuration={0}>
        <Progress.Section
          value={progress.done * 100}
          aria-label={t('apply.progressLabel')}
          aria-valuetext={count}
        />
        <Progress.Section
          value={progress.running * 100}
          striped
          animated
          withAria={false}
          color="var(--mw-progress-work)"
        />
      </Progress.Root>
      <div className={classes.under}>
        <span className={classes.now}>
          {current === undefined
            ? view.startedAt === null && t('apply.connecting')
            : t('apply.progressNow', { title: print(current.title) })}
        </span>
        {progress.totalSteps > 0 && <span className={classes.clock}>{count}</span>}
      </div>
    </>
  )
}

function CancelButton({ onCancel }: { onCancel: () => void }) {
  const t = useText()
  const [asks, setAsks] = useState(false)
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlayerStop size={14} aria-hidden />}
        onClick={() => setAsks(true)}
      >
        {t('apply.cancel')}
      </Button>
      {asks && (
        <Question
          title={t('apply.cancelTitle')}
          text={t('apply.cancelText')}
          no={t('apply.cancelKeep')}
          yes={t('apply.cancelConfirm')}
          onNo={() => setAsks(false)}
          onYes={() => {
            setAsks(false)
            onCancel()
          }}
        />
      )}
    </>
  )
}
