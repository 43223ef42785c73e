import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconChecklist, IconLock } from '@tabler/icons-react'
import type { Change } from '#shared/model/plan.ts'
import { CommandBlock } from '../../components/command-block.tsx'
import { MessageText } from '../../components/message-text.tsx'
import { TextDiff } from '../../components/text-diff.tsx'
import { useMessageText, useText } from '../../i18n.ts'
import classes from './plan-review.module.css'

/** The path of a change to a file; null for all others. */
function pathOf({ kind, id }: Change): string | null {
  return kind === 'file' || kind === 'absent' ? id.slice(id.indexOf(':') + 1) : null
}

/** All of one change: warnings, text before and after, commands, check, undo. */
export function ChangeDetail({ change }: { change: Change }) {
  const t = useText()
  const print = useMessageText()
  const hasText = change.before !== null || change.after !== null
  return (
    <div className={classes.detail}>
      {change.warnings.map((warning, index) => (
        <Alert key={index} color="yellow" p="sm" icon={<IconAlertTriangle aria-hidden />}>
          <Text size="sm">
            <MessageText message={warning} />
          </Text>
        </Alert>
      ))}
      {change.masked && (
        <Alert color="gray" p="sm" icon={<IconLock aria-hidden />}>
          <Text size="sm">{t('plan.contentMasked')}</Text>
        </Alert>
      )}
      {hasText && (
        <TextDiff
          before={change.before}
          after={change.after}
          language={change.masked ? 'text' : change.language}
          caption={pathOf(change) ?? t('plan.contentLabel')}
        />
      )}
      {change.commands.length > 0 && (
        <div>
          <div className={classes.label}>{t('plan.commandsLabel')}</div>
          <CommandBlock text={change.commands.join('\n')} label={t('plan.commandsLabel')} wrap />
        </div>
      )}
      <dl className={classes.facts}>
        <div>
          <dt>
            <IconChecklist size={16} aria-hidden />
            {t('plan.verifyLabel')}
          </dt>
          <dd>{print(change.verify)}</dd>
        </div>
        <div data-tone={change.undo.reversible ? undefined : 'bad'}>
          <dt>
            <IconArrowBackUp size={16} aria-hidden />
            {change.undo.reversible ? t('plan.undoLabel') : t('plan.undoNever')}
          </dt>
          <dd>{print(change.undo.message)}</dd>
        </div>
      </dl>
    </div>
  )
}
