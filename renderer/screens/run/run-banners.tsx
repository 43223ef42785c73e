import { Alert, Button, Group, Text } from '@mantine/core'
import {
  IconArrowBackUp,
  IconHourglass,
  IconInfoCircle,
  IconPlugConnected,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import { clockText } from '../../components/duration-text.ts'
import { groupLook } from '../../components/group-look.ts'
import { MessageText } from '../../components/message-text.tsx'
import { useSentences, useText } from '../../i18n.ts'
import classes from './run-progress.module.css'
import type { RunView } from './run-view.ts'

interface RunBannersProps {
  readonly view: RunView
  readonly now: number
  readonly onJoin: () => void
}

/** What people should know while a run goes on: a lost line, somebody else at work, groups taken back, notes. */
export function RunBanners({ view, now, onJoin }: RunBannersProps) {
  const t = useText()
  const sentences = useSentences()
  const { waiting, connection } = view
  return (
    <>
      {connection?.state === 'lost' && (
        <Alert
          role="status"
          color="yellow"
          icon={<IconPlugConnectedX aria-hidden />}
          title={t('apply.lostTitle')}
        >
          <Group justify="space-between" gap="sm">
            <Text size="sm">{t('apply.lostText', { n: connection.attempt })}</Text>
            <Button size="xs" variant="default" onClick={onJoin}>
              {t('apply.lostRetry')}
            </Button>
          </Group>
        </Alert>
      )}
      {connection?.state === 'back' && (
        <Alert
          role="status"
          color="green"
          icon={<IconPlugConnected aria-hidden />}
          title={t('apply.backTitle')}
        >
          <Text size="sm">{t('apply.backText')}</Text>
        </Alert>
      )}
      {waiting !== null && (
        <Alert
          role="status"
          color="blue"
          icon={<IconHourglass aria-hidden />}
          title={t('apply.waitingTitle')}
        >
          <Text size="sm">
            {sentences(
              t('apply.waitingText', {
                who: waiting.who,
                time: clockText(waiting.seconds * 1000 + Math.max(0, now - waiting.heardAt)),
              }),
              t('apply.waitingHint'),
            )}
          </Text>
        </Alert>
      )}
      {view.rolledBack.map(({ group, ok }, index) => (
        <Alert
          key={index}
          role="status"
          color={ok ? 'gray' : 'red'}
          p="sm"
          icon={<IconArrowBackUp aria-hidden />}
        >
          <Text size="sm">
            {ok
              ? t('apply.rolledBack', { group: t(groupLook[group].label) })
              : t('apply.rolledBackBad', { group: t(groupLook[group].label) })}
          </Text>
        </Alert>
      ))}
      {view.notes.length > 0 && (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />} title={t('apply.notesTitle')}>
          <ul className={classes.notes}>
            {view.notes.map((note, index) => (
              <li key={index}>
                <MessageText message={note} />
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  )
}
