import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core'
import { IconArrowBackUp, IconLockOpenOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { groupIds, type Change, type PlanView } from '#shared/model/plan.ts'
import { groupLook } from '../../components/group-look.ts'
import { useDateText, useMessageText, useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import classes from './runs-screen.module.css'

interface UndoDialogProps {
  readonly hostId: string
  readonly runId: string
  readonly onClose: () => void
  readonly onConfirm: () => void
  /** The way to the list of runs, for a run that is not the next to be undone. */
  readonly onAllRuns: () => void
}

/** Tells what undoing a run puts back and what stays, before it is done. */
export function UndoDialog({ hostId, runId, onClose, onConfirm, onAllRuns }: UndoDialogProps) {
  const t = useText()
  const date = useDateText()
  const { queries } = useCore()
  const list = useQuery(queries.runs.list.queryOptions({ input: { hostId } }))
  // The run has the id of its plan; a run of another computer has none here.
  const plan = useQuery(queries.plans.get.queryOptions({ input: { id: runId } }))
  const runs = list.data?.runs
  const run = runs?.find((one) => one.id === runId)
  const changes = plan.data?.changes.length ?? run?.changes
  const started = run?.startedAt ?? plan.data?.createdAt
  const domain = run?.domain ?? plan.data?.spec.domain
  const known = started !== undefined && domain !== undefined
  const first = runs?.find((one) => one.id === run?.undoFirst)
  if (first !== undefined)
    return <LaterFirst time={date(first.startedAt)} onClose={onClose} onAllRuns={onAllRuns} />
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('common.close') }}
      opened
      onClose={onClose}
      size="lg"
      title={t('runs.undoTitle')}
    >
      <Stack>
        {known && <Text size="sm">{t('runs.undoSentence', { time: date(started), domain })}</Text>}
        {plan.isLoading && (
          <Group gap="sm">
            <Loader size="sm" aria-hidden />
            <Text size="sm">{t('runs.undoLoading')}</Text>
          </Group>
        )}
        {plan.data !== undefined && <UndoList plan={plan.data} />}
        {plan.error !== null && changes !== undefined && (
          <Text size="sm">{t('runs.undoUnknown', { n: changes })}</Text>
        )}
        <Text size="sm" c="dimmed">
          {t('runs.undoMail')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('runs.undoKeep')}
          </Button>
          <Button
            color="red"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            disabled={plan.isLoading}
            onClick={onConfirm}
          >
            {changes === undefined ? t('runs.undo') : t('runs.undoConfirm', { n: changes })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function LaterFirst({
  time,
  onClose,
  onAllRuns,
}: Pick<UndoDialogProps, 'onClose' | 'onAllRuns'> & { time: string }) {
  const t = useText()
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('common.close') }}
      opened
      onClose={onClose}
      title={t('runs.undoLaterTitle')}
    >
      <Stack>
        <Text size="sm">{t('runs.undoLaterFirst', { time })}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.close')}
          </Button>
          <Button onClick={onAllRuns}>{t('plan.unfinishedOpen')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function UndoList({ plan }: { plan: PlanView }) {
  const t = useText()
  const back = plan.changes.filter((change) => change.undo.reversible)
  const stays = plan.changes.filter((change) => !change.undo.reversible)
  return (
    <div className={classes.undoList} tabIndex={0} role="region" aria-label={t('runs.undoList')}>
      {stays.length > 0 && (
        <div data-tone="bad">
          <Text size="sm" fw={600} className={classes.undoHead}>
            <IconLockOpenOff size={16} aria-hidden />
            {t('runs.undoNever')}
          </Text>
          <Changes changes={stays} />
        </div>
      )}
      {back.length > 0 && (
        <Text size="sm" fw={600}>
          {t('runs.undoList')}
        </Text>
      )}
      {groupIds.map((group) => {
        const some = back.filter((change) => change.group === group)
        if (some.length === 0) return null
        const { label, Icon } = groupLook[group]
        return (
          <div key={group}>
            <Text size="sm" fw={600} className={classes.undoHead}>
              <Icon size={16} aria-hidden />
              {t(label)}
            </Text>
            <Changes changes={some} />
          </div>
        )
      })}
    </div>
  )
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const print = useMessageText()
  return (
    <ul className={classes.undoItems}>
      {changes.map((change) => (
        <li key={change.id}>
          {print(change.title)}
          <span className={classes.dim}>{print(change.undo.message)}</span>
        </li>
      ))}
    </ul>
  )
}
