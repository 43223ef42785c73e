import { Button, Checkbox, Text, Tooltip } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { IconArrowDown, IconArrowLeft, IconPlayerPlay } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { PlanView } from '#shared/model/plan.ts'
import { hasOwnName } from '../../components/host-words.ts'
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
  const panelId = useId()
  const { address, system } = plan.target
  const about = hasOwnName({ name, address }) ? t('plan.targetAbout', { address, system }) : system
  const sentences = useSentences()
  const { ref: panel, entry } = useIntersection()
  return (
    <>
      {asks && entry?.isIntersecting === false && (
        <ToApproval
          counts={counts}
          onGo={() => {
            const place = document.getElementById(panelId)
            // In a block: newer browsers answer with a promise.
            void place?.scrollIntoView({ block: 'end' })
            place?.focus({ preventScroll: true })
          }}
        />
      )}
      <section
        ref={panel}
        id={panelId}
        tabIndex={-1}
        className={classes.approve}
        data-asks={asks || undefined}
        aria-label={t('plan.approveTitle')}
      >
        {reason === null ? (
          <Text size="sm">
            {sentences(
              t('plan.approveSentence', { name, about, n: counts.changes }),
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
              className={classes.approveGo}
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
    </>
  )
}

/** Stands at the foot of a long plan as long as its approval is out of sight, and leads there. */
function ToApproval({ counts, onGo }: { counts: PlanCounts; onGo: () => void }) {
  const t = useText()
  const figures = [
    t('plan.figureChanges', { n: counts.changes }),
    ...(counts.warnings > 0 ? [t('plan.figureWarnings', { n: counts.warnings })] : []),
    ...(counts.irreversible > 0 ? [t('plan.figureIrreversible', { n: counts.irreversible })] : []),
  ]
  return (
    <div className={classes.toApproval}>
      <Text size="sm">{figures.join(' · ')}</Text>
      <Button size="xs" rightSection={<IconArrowDown size={16} aria-hidden />} onClick={onGo}>
        {t('plan.toApproval')}
      </Button>
    </div>
  )
}
