import { Button, Group, Text } from '@mantine/core'
import { IconArrowBackUp, IconClock, IconLock, IconPin, IconUser } from '@tabler/icons-react'
import { memo, useId } from 'react'
import { canPutBack, driftVerdict, type DriftItem } from '#shared/model/drift.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { TextDiff } from '../../components/text-diff.tsx'
import { useDateText, useMessageText, useText } from '../../i18n.ts'
import classes from './drift-screen.module.css'

interface DriftRowProps {
  readonly item: DriftItem
  /** Something is being kept or put back; nothing else may be begun. */
  readonly busy: boolean
  /** Absent where this computer knows no wish to add to. */
  readonly onKeep: ((item: DriftItem) => void) | undefined
  readonly onPutBack: (resources: string[]) => void
}

/** One change: what, when, by whom, the difference, and what can be done about it. */
export const DriftRow = memo(function DriftRow({ item, busy, onKeep, onPutBack }: DriftRowProps) {
  const t = useText()
  const print = useMessageText()
  const date = useDateText()
  const id = useId()
  return (
    <article className={classes.item} aria-labelledby={id}>
      <div className={classes.head}>
        <Text fw={600} className={classes.name} component="h2" size="md" id={id}>
          {print(item.title)}
        </Text>
        <Group gap={8}>
          {item.keepable && onKeep !== undefined && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={busy}
              title={t('drift.keepHint')}
              leftSection={<IconPin size={15} aria-hidden />}
              onClick={() => onKeep(item)}
            >
              {t('drift.keep')}
            </Button>
          )}
          {canPutBack(item) && (
            <Button
              size="compact-sm"
              variant="light"
              disabled={busy}
              title={t('drift.putBackHint')}
              leftSection={<IconArrowBackUp size={15} aria-hidden />}
              onClick={() => onPutBack([item.resource])}
            >
              {t('drift.putBack')}
            </Button>
          )}
        </Group>
      </div>
      <ul className={classes.findings}>
        {item.findings.map((finding, index) => (
          <li key={index}>{print(finding)}</li>
        ))}
      </ul>
      <dl className={classes.facts}>
        <div>
          <dt>
            <IconClock size={15} aria-hidden />
            {t('drift.whenLabel')}
          </dt>
          <dd>{item.at === null ? t('drift.whenUnknown') : date(item.at)}</dd>
        </div>
        <div>
          <dt>
            <IconUser size={15} aria-hidden />
            {t('drift.whoLabel')}
          </dt>
          {item.who.length === 0 && <dd>{t('drift.whoUnknown')}</dd>}
          {item.who.map((clue, index) => (
            <dd key={index}>{print(clue.message)}</dd>
          ))}
        </div>
      </dl>
      {item.plan !== 'unknown' && (
        <Text size="sm" c="dimmed">
          {item.masked && <IconLock size={14} aria-hidden className={classes.lock} />}
          {driftVerdict(item).map((verdict) => (
            <span key={verdict.key} className={classes.verdict}>
              {print(verdict)}
            </span>
          ))}
        </Text>
      )}
      {(item.before !== null || item.after !== null) && (
        <Disclosure label={t('drift.showText')}>
          <TextDiff
            before={item.before}
            after={item.after}
            language={item.language}
            caption={t('plan.contentLabel')}
          />
        </Disclosure>
      )}
    </article>
  )
})
