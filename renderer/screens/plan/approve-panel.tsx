import { Button, Checkbox, Text, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconPlayerPlay } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { PlanView } from '#shared/model/plan.ts'
import { useMessageText, useSentences, useText } from '../../i18n.ts'
import type { PlanCounts } from './change-filter.ts'
import classes from './plan-review.module.css'
import { RiskList } from './risk-list.tsx'

interface ApprovePanelProps {
  readonly plan: PlanView
  readonly counts: PlanCounts
  /** What people call the server. */
  readonly name: string
  readonly onApprove: () => void
  readonly onJump: (changeId: string) => void
  readonly onBack?: (() => void) | undefined
}

/** Says what will happen to which server, and lets it happen with one deliberate click; a reason stands where it cannot. */
export function ApprovePanel({ plan, counts, name, onApprove, onJump, onBack }: ApprovePanelProps) {
  const t = useText()
  const print = useMessageText()
  const [confirmed, setConfirmed] = useState(false)
  const blocking = plan.notices.find((notice) => notice.blocking)
  const reason =
    plan.unfinishedRun !== null
      ? t('plan.approveBlockedUnfinished')
      : blocking !== undefined
        ? print(blocking.message)
        : null
  const asks = reason === null && counts.warnings + counts.irreversible > 0
  const stopped = reason !== null || (asks && !confirmed)
  const reasonId = useId()
  const { address, system } = plan.target
  const sentences = useSentences()
  return (
    <section className={classes.approve} aria-label={t('plan.approveTitle')}>
      {reason === null ? (
        <Text size="sm">
          {sentences(
            t('plan.approveSentence', { name, address, system, n: counts.changes }),
            counts.irreversible === 0
              ? t('plan.approveUndoable')
              : t('plan.approveIrreversible', { n: counts.irreversible }),
          )}
        </Text>
      ) : (
        <Text size="sm" fw={600} c="var(--mw-bad)" id={reasonId}>
          {t('plan.approveBlocked', { reason })}
        </Text>
      )}
      {asks && <RiskList plan={plan} onJump={onJump} />}
      {asks && (
        <Checkbox
          label={t(counts.irreversible === 0 ? 'plan.approveConfirmWarnings' : 'plan.approveConfirmRisks')}
          checked={confirmed}
          onChange={(event) => setConfirmed(event.currentTarget.checked)}
        />
      )}
      <div className={classes.approveButtons}>
        {onBack && (
          <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
            {t('plan.back')}
          </Button>
        )}
        <Tooltip label={t('plan.approveNeedsConfirm')} disabled={!asks || confirmed}>
          <Button
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            data-disabled={stopped || undefined}
            aria-disabled={stopped}
            aria-describedby={reason === null ? undefined : reasonId}
            onClick={() => {
              if (!stopped) onApprove()
            }}
          >
            {t('plan.approveButton', { n: counts.changes, name })}
          </Button>
        </Tooltip>
      </div>
    </section>
  )
}
