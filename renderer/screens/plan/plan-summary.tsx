import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle, IconLock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { otherRun, type PlanView } from '#shared/model/plan.ts'
import { hasOwnName } from '../../components/host-words.ts'
import { MessageText } from '../../components/message-text.tsx'
import { useDateText, useText } from '../../i18n.ts'
import type { PlanCounts } from './change-filter.ts'
import classes from './plan-review.module.css'

/** How much a plan is, in numbers, and on which server, by the name that people gave it. */
export function PlanSummary({ plan, counts, name }: { plan: PlanView; counts: PlanCounts; name: string }) {
  const t = useText()
  const date = useDateText()
  const { address, system } = plan.target
  const figures = [
    { label: t('plan.countChanges'), value: counts.changes },
    { label: t('plan.countSatisfied'), value: counts.satisfied },
    { label: t('plan.countWarnings'), value: counts.warnings, tone: 'warn' },
    { label: t('plan.countIrreversible'), value: counts.irreversible, tone: 'bad' },
  ]
  return (
    <section className={classes.summary} aria-label={t('plan.title')}>
      <dl className={classes.counts}>
        {figures.map(({ label, value, tone }) => (
          <div key={label} className={classes.count} data-tone={value > 0 ? tone : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.target}>
        <strong>{name}</strong>
        {hasOwnName({ name, address }) && `${address} · `}
        {system}
        <br />
        {t('plan.madeAt', { time: date(plan.createdAt) })}
      </div>
    </section>
  )
}

/** What stands in the way, and what one should know before approving. */
export function PlanNotices({ plan }: { plan: PlanView }) {
  const t = useText()
  const other = otherRun(plan)
  const ordered = [...plan.notices].sort((a, b) => Number(b.blocking) - Number(a.blocking))
  return (
    <>
      {other !== null && (
        <Alert
          role="status"
          color="red"
          icon={<IconLock aria-hidden />}
          title={<MessageText message={other.title} />}
        >
          <Stack gap="xs" align="flex-start">
            <Text size="sm">
              <MessageText message={other.text} />
            </Text>
            <Button size="xs" variant="default" renderRoot={(props) => <Link to="/runs" {...props} />}>
              {t('plan.unfinishedOpen')}
            </Button>
          </Stack>
        </Alert>
      )}
      {ordered.map((notice, index) => (
        <Alert
          key={index}
          role="status"
          color={notice.blocking ? 'red' : 'yellow'}
          icon={notice.blocking ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
          title={notice.blocking ? t('plan.noticeBlocking') : t('plan.noticePlain')}
        >
          <Text size="sm">
            <MessageText message={notice.message} />
          </Text>
        </Alert>
      ))}
    </>
  )
}
