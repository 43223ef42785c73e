import { Button, Checkbox, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import type { PlanView } from '#shared/model/plan.ts'
import { useMessageText, useText } from '../../i18n.ts'
import type { PlanCounts } from './change-filter.ts'
import classes from './plan-review.module.css'

interface ApprovePanelProps {
  readonly plan: PlanView
  readonly counts: PlanCounts
  readonly onApprove: () => void
  readonly onBack?: (() => void) | undefined
}

/** Says what will happen to which server, and lets it happen with one deliberate click; a reason stands where it cannot. */
export function ApprovePanel({ plan, counts, onApprove, onBack }: ApprovePanelProps) {
  const t = useText()
  const print = useMessageText()
  const [confirmed, setConfirmed] = useState(false)
  const risky = counts.warnings + counts.irreversible > 0
  const blocking = plan.notices.find((notice) => notice.blocking)
  const reason =
    plan.unfinishedRun !== null
      ? t('plan.approveBlockedUnfinished')
      : blocking !== undefined
        ? print(blocking.message)
        : null
  const { hostname, address, system } = plan.target
  return (
    <section className={classes.approve} aria-label={t('plan.approveTitle')}>
      <div>
        <Title order={2}>{t('plan.approveTitle')}</Title>
        {reason === null ? (
          <Text className={classes.approveText}>
            {t('plan.approveSentence', { hostname, address, system, n: counts.changes })}{' '}
            {counts.irreversible === 0
              ? t('plan.approveUndoable')
              : t('plan.approveIrreversible', { n: counts.irreversible })}
          </Text>
        ) : (
          <Text className={classes.approveText} c="var(--mw-bad)" id="approve-reason">
            {t('plan.approveBlocked', { reason })}
          </Text>
        )}
        {risky && reason === null && (
          <Checkbox
            mt="xs"
            size="sm"
            label={t('plan.approveConfirmRisks')}
            checked={confirmed}
            onChange={(event) => setConfirmed(event.currentTarget.checked)}
          />
        )}
      </div>
      <div className={classes.approveButtons}>
        {onBack && (
          <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
            {t('plan.back')}
          </Button>
        )}
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          disabled={reason !== null || (risky && !confirmed)}
          title={reason === null && risky && !confirmed ? t('plan.approveNeedsConfirm') : undefined}
          aria-describedby={reason === null ? undefined : 'approve-reason'}
          onClick={onApprove}
        >
          {t('plan.approveButton', { n: counts.changes, hostname })}
        </Button>
      </div>
    </section>
  )
}
