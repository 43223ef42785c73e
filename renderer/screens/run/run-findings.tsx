import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import { Stack, Text, Title } from '@mantine/core'
import { MessageText } from '../../components/message-text.tsx'
import { useText } from '../../i18n.ts'
import classes from './run-findings.module.css'
import type { RunView } from './run-view.ts'

/** What the daemons' checkers found in the configuration: place, words, what to do, and their own line; errors first. */
export function RunFindings({ findings }: { findings: RunView['findings'] }) {
  const t = useText()
  if (findings.length === 0) return null
  const sorted = [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity === 'warning'),
  ]
  const onlyWarnings = sorted[0]?.severity === 'warning'
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t(onlyWarnings ? 'verdict.warningsTitle' : 'verdict.title')}
      </Title>
      <ul className={classes.list}>
        {sorted.map((finding, index) => (
          <li key={index} className={classes.finding} data-severity={finding.severity}>
            {finding.severity === 'error' ? (
              <IconCircleX size={18} aria-label={t('verdict.error')} />
            ) : (
              <IconAlertTriangle size={18} aria-label={t('verdict.warning')} />
            )}
            <div>
              {finding.file !== null && (
                <code className={classes.place}>
                  {finding.line === null ? finding.file : `${finding.file}:${String(finding.line)}`}
                </code>
              )}
              <Text size="sm" fw={600}>
                <MessageText message={finding.message} />
              </Text>
              {finding.next !== null && (
                <Text size="sm">
                  <MessageText message={finding.next} />
                </Text>
              )}
              <code className={classes.original} title={t('verdict.original', { checker: finding.checker })}>
                {finding.text}
              </code>
            </div>
          </li>
        ))}
      </ul>
    </Stack>
  )
}
