import { Button, EmptyState, Loader, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconCircleCheck, IconCode, IconFileText, IconSearch, IconSearchOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { PlanView } from '#shared/model/plan.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { useMessageText, useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { ApprovePanel } from './approve-panel.tsx'
import { countPlan, filteredGroups, type ChangeKindFilter, type PlanCounts } from './change-filter.ts'
import { ChangeList } from './change-list.tsx'
import classes from './plan-review.module.css'
import { PlanNotices, PlanSummary } from './plan-summary.tsx'
import { PlanTextDrawer, type PlanText } from './plan-text-drawer.tsx'
import { SatisfiedList } from './satisfied-list.tsx'

interface PlanReviewProps {
  readonly planId: string
  /** Called once the plan was approved by a click; the plan may then be applied. Without it the plan is shown to read only. */
  readonly onApprove?: (() => void) | undefined
  readonly onBack?: (() => void) | undefined
  /** Where an empty plan leads; without it an empty plan offers nothing further. */
  readonly onNothingToDo?: (() => void) | undefined
}

/** A stored plan to read, search and approve; shows nothing that is secret and changes nothing itself. */
export function PlanReview({ planId, ...actions }: PlanReviewProps) {
  const t = useText()
  const { queries } = useCore()
  const query = useQuery(queries.plans.get.queryOptions({ input: { id: planId } }))
  if (query.error !== null) return <FailureAlert error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <Loader aria-label={t('plan.loading')} />
  return <Review key={planId} plan={query.data} {...actions} />
}

function Review({
  plan,
  onApprove,
  onBack,
  onNothingToDo,
}: Omit<PlanReviewProps, 'planId'> & { plan: PlanView }) {
  const t = useText()
  const [text, setText] = useState<PlanText | null>(null)
  const counts = countPlan(plan)
  const empty = plan.changes.length === 0
  return (
    <div className={classes.root}>
      {empty ? (
        <EmptyPlan plan={plan} onNothingToDo={onNothingToDo} />
      ) : (
        <PlanSummary plan={plan} counts={counts} />
      )}
      <PlanNotices plan={plan} />
      {!empty && <Changes plan={plan} counts={counts} />}
      <SatisfiedList satisfied={plan.satisfied} />
      <div className={classes.tools}>
        {!empty && (
          <Button
            variant="default"
            leftSection={<IconCode size={16} aria-hidden />}
            onClick={() => setText('program')}
          >
            {t('plan.viewProgram')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconFileText size={16} aria-hidden />}
          onClick={() => setText('spec')}
        >
          {t('plan.viewSpec')}
        </Button>
      </div>
      {!empty && onApprove && (
        <ApprovePanel plan={plan} counts={counts} onApprove={onApprove} onBack={onBack} />
      )}
      <PlanTextDrawer planId={plan.id} open={text} onClose={() => setText(null)} />
    </div>
  )
}

function EmptyPlan({ plan, onNothingToDo }: { plan: PlanView; onNothingToDo?: (() => void) | undefined }) {
  const t = useText()
  const { hostname } = plan.target
  return (
    <EmptyState
      variant="light"
      color="green"
      size="lg"
      icon={<IconCircleCheck aria-hidden />}
      title={t('plan.emptyTitle')}
      description={t('plan.emptyText', { hostname, n: plan.satisfied.length })}
    >
      {onNothingToDo && (
        <EmptyState.Actions>
          <Button onClick={onNothingToDo}>{t('plan.continueWithout')}</Button>
        </EmptyState.Actions>
      )}
    </EmptyState>
  )
}

function Changes({ plan, counts }: { plan: PlanView; counts: PlanCounts }) {
  const t = useText()
  const print = useMessageText()
  const search = useRef<HTMLInputElement>(null)
  const [words, setWords] = useState('')
  const [kind, setKind] = useState<ChangeKindFilter>('all')
  const [open, setOpen] = useState<string[]>([])
  const groups = filteredGroups(plan.changes, words, kind, print)
  const shown = groups.flatMap((group) => group.changes.map((change) => change.id))
  useHotkeys([['/', () => search.current?.focus()]])
  const kinds: { value: ChangeKindFilter; label: string }[] = [
    { value: 'all', label: t('plan.filterAll') },
    ...(counts.warnings > 0 ? [{ value: 'warnings' as const, label: t('plan.filterWarnings') }] : []),
    ...(counts.irreversible > 0
      ? [{ value: 'irreversible' as const, label: t('plan.filterIrreversible') }]
      : []),
  ]
  return (
    <>
      <div className={classes.tools} role="search">
        <TextInput
          ref={search}
          className={classes.search}
          type="search"
          aria-label={t('plan.filterLabel')}
          placeholder={t('plan.filterPlaceholder')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setWords('')
          }}
        />
        {kinds.length > 1 && (
          <SegmentedControl
            aria-label={t('plan.filterLabel')}
            data={kinds}
            value={kind}
            onChange={(value) => setKind(kinds.find((one) => one.value === value)?.value ?? 'all')}
          />
        )}
        <Button variant="default" onClick={() => setOpen(open.length > 0 ? [] : shown)}>
          {open.length > 0 ? t('plan.closeAll') : t('plan.openAll')}
        </Button>
      </div>
      {groups.length === 0 ? (
        <EmptyState
          icon={<IconSearchOff aria-hidden />}
          title={<Text>{t('plan.filterNone', { text: words })}</Text>}
        >
          <EmptyState.Actions>
            <Button
              variant="default"
              onClick={() => {
                setWords('')
                setKind('all')
              }}
            >
              {t('plan.filterClear')}
            </Button>
          </EmptyState.Actions>
        </EmptyState>
      ) : (
        <ChangeList groups={groups} open={open} onOpen={setOpen} />
      )}
    </>
  )
}
