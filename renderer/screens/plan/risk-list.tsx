import { Anchor, Text } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUpDouble, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Change, PlanView } from '#shared/model/plan.ts'
import { useMessageText, useText } from '../../i18n.ts'
import classes from './plan-review.module.css'

interface RiskListProps {
  readonly plan: PlanView
  /** Shows a change in the list. */
  readonly onJump: (changeId: string) => void
}

/** Every warning of a plan and all that cannot be undone, where they are to be confirmed; each leads to its change. */
export function RiskList({ plan, onJump }: RiskListProps) {
  const t = useText()
  const print = useMessageText()
  const jump = (change: Change) => (
    <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onJump(change.id)}>
      {print(change.title)}
    </Anchor>
  )
  const icon = { size: 16, 'aria-hidden': true } as const
  return (
    <ul className={classes.risks} aria-label={t('plan.riskList')} tabIndex={0}>
      {plan.notices
        .filter(({ blocking }) => !blocking)
        .map((notice, index) => (
          <Risk key={index} icon={<IconInfoCircle {...icon} />} text={print(notice.message)} />
        ))}
      {plan.changes.flatMap((change) =>
        change.warnings.map((warning, index) => (
          <Risk
            key={`${change.id} ${index}`}
            icon={<IconAlertTriangle {...icon} />}
            head={jump(change)}
            text={print(warning)}
          />
        )),
      )}
      {plan.changes
        .filter(({ undo }) => !undo.reversible)
        .map((change) => (
          <Risk
            key={change.id}
            tone="bad"
            icon={<IconArrowBackUpDouble {...icon} />}
            head={jump(change)}
            text={print(change.undo.message)}
          />
        ))}
    </ul>
  )
}

function Risk({ icon, head, text, tone }: { icon: ReactNode; head?: ReactNode; text: string; tone?: 'bad' }) {
  return (
    <li className={classes.risk} data-tone={tone}>
      {icon}
      <div>
        {head}
        <Text size="sm">{text}</Text>
      </div>
    </li>
  )
}
