import { Accordion, Text, Title, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUpDouble, IconInfoCircle } from '@tabler/icons-react'
import { memo } from 'react'
import type { MessageKey } from '#shared/message.ts'
import type { Change } from '#shared/model/plan.ts'
import { groupLook } from '../../components/group-look.ts'
import { LongList } from '../../components/long-list.tsx'
import { useMessageText, useText } from '../../i18n.ts'
import { ChangeDetail } from './change-detail.tsx'
import type { ChangeGroup } from './change-filter.ts'
import classes from './plan-review.module.css'

const actions = {
  create: 'plan.actionCreate',
  update: 'plan.actionUpdate',
  remove: 'plan.actionRemove',
  run: 'plan.actionRun',
} as const satisfies Record<Change['action'], MessageKey>

/** Packages are not made but installed, and services started. */
function actionLabel({ kind, action, after }: Change) {
  if (kind === 'package' && action === 'create') return 'plan.actionInstall'
  if (kind !== 'unit') return actions[action]
  if (action !== 'run') return 'plan.actionStart'
  return after?.includes('restart') ? 'plan.actionRestart' : 'plan.actionReload'
}

interface ChangeListProps {
  readonly groups: readonly ChangeGroup[]
  readonly open: string[]
  /** A change that is drawn though it is out of sight, so that the keyboard can be moved there. */
  readonly wanted: string | null
  readonly onOpen: (ids: string[]) => void
}

/** The changes by group in the order in which they are applied; each opens in place. Arrow keys go from one to the next. */
export const ChangeList = memo(function ChangeList({ groups, open, wanted, onOpen }: ChangeListProps) {
  return (
    <Accordion
      multiple
      value={open}
      onChange={onOpen}
      keepMounted={false}
      order={4}
      transitionDuration={0}
      chevronPosition="right"
    >
      {groups.map((group) => (
        <GroupOfChanges key={group.group} group={group} wanted={wanted} />
      ))}
    </Accordion>
  )
})

interface GroupOfChangesProps {
  readonly group: ChangeGroup
  readonly wanted: string | null
}

function GroupOfChanges({ group: { group, changes }, wanted }: GroupOfChangesProps) {
  const t = useText()
  const { label, Icon } = groupLook[group]
  return (
    <section className={classes.group} aria-label={t(label)}>
      <div className={classes.groupHead}>
        <Icon size={20} stroke={1.6} aria-hidden />
        <Title order={3}>{t(label)}</Title>
        <span className={classes.number}>{changes.length}</span>
        <Tooltip label={t('plan.groupWhole')} multiline maw={280}>
          <IconInfoCircle size={16} color="var(--mantine-color-dimmed)" aria-label={t('plan.groupWhole')} />
        </Tooltip>
      </div>
      <div className={classes.rows}>
        <LongList
          items={changes}
          keyOf={({ id }) => id}
          keep={[changes.findIndex(({ id }) => id === wanted)]}
          boxClass={classes.longRows}
        >
          {(change) => <ChangeRow change={change} />}
        </LongList>
      </div>
    </section>
  )
}

const ChangeRow = memo(function ChangeRow({ change }: { change: Change }) {
  const t = useText()
  const print = useMessageText()
  return (
    <Accordion.Item value={change.id} className={classes.row} data-change={change.id}>
      <Accordion.Control className={classes.control}>
        <span className={classes.line}>
          <span className={classes.action} data-action={change.action}>
            {t(actionLabel(change))}
          </span>
          <span>
            <Text component="span" display="block" className={classes.what}>
              {print(change.title)}
            </Text>
            <span className={classes.why}>{print(change.reason)}</span>
          </span>
          <span className={classes.badges}>
            {change.warnings.length > 0 && (
              <span className={classes.badge} data-tone="warn">
                <IconAlertTriangle size={14} aria-hidden />
                {t('plan.badgeWarning')}
              </span>
            )}
            {!change.undo.reversible && (
              <span className={classes.badge} data-tone="bad">
                <IconArrowBackUpDouble size={14} aria-hidden />
                {t('plan.badgeIrreversible')}
              </span>
            )}
          </span>
        </span>
      </Accordion.Control>
      <Accordion.Panel>
        <ChangeDetail change={change} />
      </Accordion.Panel>
    </Accordion.Item>
  )
})
