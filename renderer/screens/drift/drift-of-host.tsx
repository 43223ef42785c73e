import { Alert, Button, EmptyState, Group, Loader, Stack, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconHistoryOff,
  IconRefresh,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { canPutBack, type Drift, type DriftItem } from '#shared/model/drift.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { useShownPart } from '../../components/shown-part.tsx'
import { useDateText, useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { DriftRow } from './drift-row.tsx'
import classes from './drift-screen.module.css'
import { KeptList } from './kept-list.tsx'

interface DriftOfHostProps {
  readonly hostId: string
  /** Told the id of a plan that puts something back. */
  readonly onPlan: (planId: string) => void
}

/** Looks at a host as soon as it is shown, and again on request. */
export function DriftOfHost({ hostId, onPlan }: DriftOfHostProps) {
  const t = useText()
  const { queries } = useCore()
  const query = useQuery({ ...queries.drift.look.queryOptions({ input: { hostId } }), gcTime: 0 })
  if (query.error !== null)
    return <FailureAlert error={query.error} onRetry={() => void query.refetch()} hostId={hostId} />
  if (query.data === undefined)
    return (
      <Group gap="sm" role="status">
        <Loader size="sm" aria-hidden />
        <Text>{t('drift.looking')}</Text>
      </Group>
    )
  return (
    <Stack gap="lg">
      <Found drift={query.data} hostId={hostId} onPlan={onPlan} />
      <Group>
        <Button
          variant="default"
          loading={query.isFetching}
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void query.refetch()}
        >
          {t('drift.look')}
        </Button>
      </Group>
    </Stack>
  )
}

function Found({ drift, hostId, onPlan }: DriftOfHostProps & { drift: Drift }) {
  const t = useText()
  const date = useDateText()
  const { core, queries } = useCore()
  const client = useQueryClient()
  const key = queries.drift.look.queryKey({ input: { hostId } })
  const putBack = useMutation({
    mutationFn: (resources: string[]) => core.drift.putBack({ hostId, resources }),
    onSuccess: ({ id }) => onPlan(id),
  })
  const keep = useMutation({
    mutationFn: ({ name, digest }: DriftItem) =>
      core.drift.keep({ hostId, path: name, digest: digest ?? '' }),
    onSuccess: (after) => client.setQueryData(key, after),
  })
  const { lastRun, unfinishedRun, items } = drift
  const { shown, more } = useShownPart(items)
  if (lastRun === null)
    return (
      <EmptyState
        icon={<IconHistoryOff aria-hidden />}
        title={t('drift.neverTitle')}
        description={t('drift.neverText')}
      />
    )
  const params = { run: lastRun.id, time: date(lastRun.endedAt) }
  const wishKnown = items.every(({ plan }) => plan !== 'unknown')
  const backable = items.filter(canPutBack).map(({ resource }) => resource)
  const busy = putBack.isPending || keep.isPending
  return (
    <>
      {unfinishedRun !== null && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {t('drift.noteUnfinished', { run: unfinishedRun })}
        </Alert>
      )}
      {!wishKnown && <Alert color="gray">{t('drift.noWish')}</Alert>}
      {items.length === 0 ? (
        <EmptyState
          variant="light"
          color="green"
          icon={<IconCircleCheck aria-hidden />}
          title={t('drift.noneTitle')}
          description={t('drift.noneText', params)}
        />
      ) : (
        <div className={classes.summary}>
          <Text>{t('drift.count', { ...params, n: items.length })}</Text>
          {backable.length > 1 && (
            <Button
              variant="default"
              loading={putBack.isPending}
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => putBack.mutate([...new Set(backable)])}
            >
              {t('drift.putBackAll', { n: backable.length })}
            </Button>
          )}
        </div>
      )}
      {[putBack.error, keep.error].map((error, index) =>
        error === null ? null : <FailureAlert key={index} error={error} />,
      )}
      {items.length > 0 && (
        <ul className={classes.list}>
          {shown.map((item) => (
            <li key={item.id}>
              <DriftRow
                item={item}
                busy={busy}
                onKeep={wishKnown ? keep.mutate : undefined}
                onPutBack={putBack.mutate}
              />
            </li>
          ))}
        </ul>
      )}
      {more}
      <KeptList hostId={hostId} kept={drift.kept} />
    </>
  )
}
