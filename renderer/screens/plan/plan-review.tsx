import { Button, EmptyState, Loader, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconCircleCheck, IconCode, IconFileText, IconSearch, IconSearchOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import type { PlanView } from '#shared/model/plan.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { afterDrawing } from '../../components/long-list.tsx'
import { useMessageText, useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { ApprovePanel } from './approve-panel.tsx'
import {
  countPlan,
  filteredGroups,
  type ChangeGroup,
  type ChangeKindFilter,
  type PlanCounts,
} from './change-filter.ts'
import { ChangeList } from './change-list.tsx'
import classes from './plan-review.module.css'
import { PlanNotices, PlanSummary } from './plan-summary.tsx'
import { PlanTextDrawer, type PlanText } from './plan-text-drawer.tsx'
import { SatisfiedList } from './satisfied-list.tsx'

interface PlanReviewProps {
  readonly planId: string
  /** The host that it is for, which is called by the name of its profile. */
  readonly hostId: string
  /** Called once the plan was approved by a click; the plan may then be applied. Without it the plan is shown to read only. */
  readonly onApprove?: (() => void) | undefined
  readonly onBack?: (() => void) | undefined
  /** Where an empty plan leads; without it an empty plan offers nothing further. */
  readonly onNothingToDo?: (() => void) | undefined
}

/** A stored plan to read, search and approve; shows nothing that is secret and changes nothing itself. */
export function PlanReview({ planId, hostId, ...actions }: PlanReviewProps) {
  const t = useText()
  const { queries } = useCore()
  const query = useQuery(queries.plans.get.queryOptions({ input: { id: planId } }))
  const hosts = useQuery(queries.hosts.list.queryOptions({ input: { search: '' } }))
  if (query.error !== null) return <FailureAlert error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <Loader aria-label={t('plan.loading')} />
  const name = hosts.data?.find((host) => host.id === hostId)?.name ?? query.data.target.hostname
  return <Review key={planId} plan={query.data} name={name} {...actions} />
}

function Review({
  plan,
  name,
  onApprove,
  onBack,
  onNothingToDo,
}: Omit<PlanReviewProps, 'planId' | 'hostId'> & { plan: PlanView; name: string }) {
  const t = useText()
  const root = useRef<HTMLDivElement>(null)
  const [search, setSearch] = useState<Search>(wholeList)
  const [wanted, setWanted] = useState<string | null>(null)
  const [text, setText] = useState<PlanText | null>(null)
  const counts = countPlan(plan)
  const empty = plan.changes.length === 0
  const jump = (changeId: string) => {
    setSearch({ ...wholeList, open: [...search.open, changeId] })
    setWanted(changeId)
    // Once it is in the list and open.
    afterDrawing(() => {
      const row = root.current?.querySelector(`[data-change="${CSS.escape(changeId)}"]`)
      row?.scrollIntoView({ block: 'center' })
      row?.querySelector('button')?.focus({ preventScroll: true })
    })
  }
  return (
    <div className={classes.root} ref={root}>
      {empty ? (
        <EmptyPlan plan={plan} name={name} onNothingToDo={onNothingToDo} />
      ) : (
        <PlanSummary plan={plan} counts={counts} name={name} />
      )}
      <PlanNotices plan={plan} />
      {!empty && <Changes plan={plan} counts={counts} search={search} wanted={wanted} onSearch={setSearch} />}
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
        <ApprovePanel
          plan={plan}
          counts={counts}
          name={name}
          onApprove={onApprove}
          onJump={jump}
          onBack={onBack}
        />
      )}
      <PlanTextDrawer planId={plan.id} open={text} onClose={() => setText(null)} />
    </div>
  )
}

function EmptyPlan({
  plan,
  name,
  onNothingToDo,
}: {
  plan: PlanView
  name: string
  onNothingToDo?: (() => void) | undefined
}) {
  const t = useText()
  return (
    <EmptyState
      variant="light"
      color="green"
      size="lg"
      icon={<IconCircleCheck aria-hidden />}
      title={t('plan.emptyTitle')}
      description={t('plan.emptyText', { name, n: plan.satisfied.length })}
    >
      {onNothingToDo && (
        <EmptyState.Actions>
          <Button onClick={onNothingToDo}>{t('plan.continueWithout')}</Button>
        </EmptyState.Actions>
      )}
    </EmptyState>
  )
}

/** What is looked for among the changes, and which of them are open. */
interface Search {
  readonly words: string
  readonly kind: ChangeKindFilter
  readonly open: string[]
}

const wholeList: Search = { words: '', kind: 'all', open: [] }

function idsOf(groups: readonly ChangeGroup[]): string[] {
  return groups.flatMap(({ changes }) => changes.map(({ id }) => id))
}

interface ChangesProps {
  readonly plan: PlanView
  readonly counts: PlanCounts
  readonly search: Search
  /** The change that was jumped to last. */
  readonly wanted: string | null
  readonly onSearch: (change: (before: Search) => Search) => void
}

function Changes({ plan, counts, search, wanted, onSearch }: ChangesProps) {
  const t = useText()
  const print = useMessageText()
  const input = useRef<HTMLInputElement>(null)
  const { words, kind, open } = search
  const change = (part: Partial<Search>) => onSearch((before) => ({ ...before, ...part }))
  const setOpen = useCallback((ids: string[]) => onSearch((before) => ({ ...before, open: ids })), [onSearch])
  // What is typed is shown first, and what it finds a moment later.
  const sought = useDeferredValue(words)
  const groups = useMemo(
    () => filteredGroups(plan.changes, sought, kind, print),
    [plan.changes, sought, kind, print],
  )
  useHotkeys([['/', () => input.current?.focus()]])
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
          ref={input}
          className={classes.search}
          type="search"
          aria-label={t('plan.filterLabel')}
          placeholder={t('plan.filterPlaceholder')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={(event) => change({ words: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') change({ words: '' })
          }}
        />
        {kinds.length > 1 && (
          <SegmentedControl
            aria-label={t('plan.filterLabel')}
            data={kinds}
            value={kind}
            onChange={(value) => change({ kind: kinds.find((one) => one.value === value)?.value ?? 'all' })}
          />
        )}
        <Button variant="default" onClick={() => change({ open: open.length > 0 ? [] : idsOf(groups) })}>
          {open.length > 0 ? t('plan.closeAll') : t('plan.openAll')}
        </Button>
      </div>
      {groups.length === 0 ? (
        <EmptyState
          icon={<IconSearchOff aria-hidden />}
          title={<Text>{t('plan.filterNone', { text: sought })}</Text>}
        >
          <EmptyState.Actions>
            <Button variant="default" onClick={() => onSearch(() => ({ ...wholeList, open }))}>
              {t('plan.filterClear')}
            </Button>
          </EmptyState.Actions>
        </EmptyState>
      ) : (
        <ChangeList groups={groups} open={open} wanted={wanted} onOpen={setOpen} />
      )}
    </>
  )
}
