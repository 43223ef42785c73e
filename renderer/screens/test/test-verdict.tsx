import { Text, Title } from '@mantine/core'
import { IconAlertCircleFilled, IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react'
import type { TestReport } from '#shared/model/mail.ts'
import { routeMessage } from '#shared/route-message.ts'
import { testVerdict } from '#shared/test-verdict.ts'
import { CopyTextButton } from '../../components/copy-text-button.tsx'
import { useDurationText } from '../../components/duration-text.ts'
import { MessageText } from '../../components/message-text.tsx'
import { useDateText, useMessageText, useSentences, useText } from '../../i18n.ts'
import classes from './mail-test.module.css'
import { reportText } from './report-text.ts'

const icons = { good: IconCircleCheckFilled, warn: IconAlertCircleFilled, bad: IconCircleXFilled } as const

/** The result of a test in one glance: green only when every stage held, else which part is to blame and what to do. */
export function TestVerdict({ report }: { report: TestReport }) {
  const t = useText()
  const print = useMessageText()
  const date = useDateText()
  const duration = useDurationText()
  const sentences = useSentences()
  const time = report.stages.reduce((sum, stage) => sum + (stage.duration ?? 0), 0)
  const route = routeMessage(report)
  const { tone, title, text, advice } = testVerdict(report)
  const Icon = icons[tone]
  return (
    <section className={classes.verdict} data-tone={tone} role="status">
      <Icon size={52} aria-hidden />
      <div>
        <Title order={2}>{print(title)}</Title>
        {text !== null && <Text>{print(text)}</Text>}
        {advice !== null && (
          <Text fw={600} mt={4}>
            <MessageText message={advice} />
          </Text>
        )}
        <Text size="sm" c="dimmed" mt={4}>
          {sentences(route === null ? '' : print(route), t('test.uiPassTime', { time: duration(time) }))}
        </Text>
      </div>
      <div>
        <CopyTextButton
          text={reportText(report, print, date(report.startedAt))}
          label={t('test.uiCopyReport')}
        />
      </div>
    </section>
  )
}
