import { Button, Group, Stack, Text, Title } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowRight,
  IconCircleCheck,
  IconCircleX,
  IconPlayerPause,
  IconRefresh,
} from '@tabler/icons-react'
import type { MessageKey } from '#shared/message.ts'
import {
  differsFromBefore,
  isRefusedRun,
  isRefusedUndo,
  unitsNotBack,
  type RunState,
} from '#shared/model/run.ts'
import { CommandBlock } from '../../components/command-block.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { useDurationText } from '../../components/duration-text.ts'
import { MessageText } from '../../components/message-text.tsx'
import { useListText, useText } from '../../i18n.ts'
import classes from './run-progress.module.css'
import { RunFindings } from './run-findings.tsx'
import { elapsedOf, progressOf, type RunView } from './run-view.ts'

export type EndedState = Exclude<RunState, 'running'>

type EndTitle = Extract<MessageKey, `apply.end${string}Title`>

interface Look {
  readonly tone: 'good' | 'bad' | 'warn'
  readonly title: EndTitle
  readonly Icon: typeof IconCircleX
}

const looks = {
  done: { tone: 'good', title: 'apply.endDoneTitle', Icon: IconCircleCheck },
  undone: { tone: 'good', title: 'apply.endUndoneTitle', Icon: IconArrowBackUp },
  failed: { tone: 'bad', title: 'apply.endFailedTitle', Icon: IconCircleX },
  cancelled: { tone: 'warn', title: 'apply.endCancelledTitle', Icon: IconPlayerPause },
  interrupted: { tone: 'warn', title: 'apply.endInterruptedTitle', Icon: IconAlertTriangle },
} as const satisfies Record<EndedState, Look>

interface RunEndProps {
  readonly view: RunView
  readonly state: EndedState
  /** Absent, as the next one, where the plan never became a run. */
  readonly onResume: (() => void) | undefined
  readonly onUndo: (() => void) | undefined
  readonly onDone: (() => void) | undefined
  readonly onNewPlan: (() => void) | undefined
  /** The way to the host's runs, where the one of somebody else can be watched. */
  readonly onAllRuns: () => void
}

/** The head of an end; `nothingDone` where the server is as it was before somebody asked for this. */
function lookOf(view: RunView, state: EndedState, nothingDone: boolean): Look {
  if (view.mode === 'undo' && state !== 'undone') {
    // A run that could not be undone is as good as it was; its undo is not.
    const { tone, Icon } = looks[state === 'done' ? 'failed' : state]
    return { tone, Icon, title: nothingDone ? 'apply.endUndoRefusedTitle' : 'apply.endUndoStoppedTitle' }
  }
  if (nothingDone) return { ...looks.failed, title: 'apply.endNothingBegunTitle' }
  if (state !== 'undone') return looks[state]
  return unitsNotBack(view.notes).length === 0
    ? looks.undone
    : { ...looks.interrupted, title: 'apply.endUndoneWithoutTitle' }
}

/** How a run ended, why, what to do next, and the ways on from here. */
export function RunEnd({ view, state, onResume, onUndo, onDone, onNewPlan, onAllRuns }: RunEndProps) {
  const t = useText()
  const undoing = view.mode === 'undo' && state !== 'undone'
  const failure = view.end?.failure ?? null
  // The server refused before anything was done, e.g. because another run is at work.
  const neverBegan =
    view.startedAt === null || (isRefusedRun(failure?.code) && progressOf(view).doneSteps === 0)
  const isFinal = undoing && isRefusedUndo(failure?.code)
  const nothingDone = isFinal || neverBegan
  const { tone, title, Icon } = lookOf(view, state, nothingDone)
  const isStale = failure?.code === 'planStale'
  const unfinished = state === 'failed' || state === 'cancelled' || state === 'interrupted'
  const canResume = unfinished && !undoing && onResume !== undefined && !isStale
  return (
    <section className={`${classes.card} ${classes.end}`} data-tone={tone} aria-live="polite">
      <Stack gap="sm">
        <div className={classes.endTitle} data-tone={tone}>
          <Icon size={28} stroke={1.8} aria-hidden />
          <Title order={2}>{t(title)}</Title>
        </div>
        {failure !== null && (
          <Text fw={600}>
            <MessageText message={failure.message} />
          </Text>
        )}
        {!nothingDone && (state !== 'interrupted' || failure === null) && (
          <EndText view={view} state={state} />
        )}
        {failure !== null && (
          <div className={classes.next}>
            <Text size="sm" fw={600}>
              {t('apply.nextLabel')}
            </Text>
            <Text size="sm">
              <MessageText message={failure.next} />
            </Text>
          </div>
        )}
        <RunFindings findings={view.findings} />
        {failure?.evidence !== undefined && (
          <Disclosure label={t('apply.evidenceLabel')} open>
            <CommandBlock text={failure.evidence} label={t('apply.evidenceLabel')} wrap height="240px" />
          </Disclosure>
        )}
        <Group gap="sm" className={classes.ways}>
          {state === 'undone' && onNewPlan && (
            <Button onClick={onNewPlan} leftSection={<IconRefresh size={16} aria-hidden />}>
              {t('apply.newPlan')}
            </Button>
          )}
          {state === 'done' && onDone && (
            <Button onClick={onDone} rightSection={<IconArrowRight size={16} aria-hidden />}>
              {t('apply.continueNext')}
            </Button>
          )}
          {canResume && (
            <Button onClick={onResume} leftSection={<IconRefresh size={16} aria-hidden />}>
              {state === 'failed' ? t('apply.retry') : t('apply.resume')}
            </Button>
          )}
          {unfinished && onNewPlan && (
            <Button variant={canResume || undoing ? 'default' : 'filled'} onClick={onNewPlan}>
              {t('apply.newPlan')}
            </Button>
          )}
          {failure?.code === 'lockHeld' && (
            <Button variant="default" onClick={onAllRuns}>
              {t('plan.unfinishedOpen')}
            </Button>
          )}
          {state !== 'undone' && !isFinal && onUndo && (undoing || !neverBegan) && (
            <Button
              variant={undoing ? 'filled' : 'default'}
              onClick={onUndo}
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
            >
              {undoing ? t('apply.undoAgain') : unfinished ? t('apply.undoRest') : t('apply.undo')}
            </Button>
          )}
        </Group>
      </Stack>
    </section>
  )
}

function EndText({ view, state }: { view: RunView; state: EndedState }) {
  const t = useText()
  const duration = useDurationText()
  const list = useListText()
  if (view.mode === 'undo' && state !== 'undone')
    return <Text size="sm">{t('apply.endUndoStoppedText')}</Text>
  const time = duration(elapsedOf(view, 0) ?? 0)
  const down = unitsNotBack(view.notes)
  const differs = differsFromBefore(view.notes)
  const texts: Record<EndedState, string> = {
    done: t('apply.endDoneText', { time }),
    undone:
      down.length > 0 && !differs
        ? t('apply.endUndoneWithoutText', { units: list(down) })
        : t(differs ? 'apply.endUndoneExceptText' : 'apply.endUndoneText', { time }),
    failed: view.rolledBack.some((group) => !group.ok)
      ? t('apply.endFailedPartly')
      : t('apply.endFailedText'),
    cancelled: t('apply.endCancelledText'),
    interrupted: t('apply.endInterruptedText'),
  }
  return <Text size="sm">{texts[state]}</Text>
}
