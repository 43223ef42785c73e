import { Box, Button, EmptyState, Group, Loader } from '@mantine/core'
import { IconArrowLeft, IconFileDiff, IconHistory, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { RunSummary } from '#shared/model/run.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { HostPage } from '../../components/host-page.tsx'
import { useChosenHost } from '../../components/host-picker.tsx'
import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { RunProgress } from '../run/run-progress.tsx'
import type { RunRequest } from '../run/run-session.ts'
import { RunTable, type RunAction } from './run-table.tsx'
import { UndoDialog } from './undo-dialog.tsx'

type Opened = Exclude<RunRequest, { kind: 'apply' }>

/** What was done on a host: the list of its runs, and one of them opened, continued or undone. */
export function RunsScreen() {
  const t = useText()
  const chosen = useChosenHost()
  const [opened, setOpened] = useState<Opened | null>(null)
  if (opened !== null && chosen.hostId !== null)
    return (
      <Page
        title={t('runs.title')}
        lead={t('runs.runId', { id: opened.runId })}
        actions={
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            onClick={() => setOpened(null)}
          >
            {t('runs.backToList')}
          </Button>
        }
      >
        <RunProgress hostId={chosen.hostId} request={opened} onAllRuns={() => setOpened(null)} />
      </Page>
    )
  return (
    <HostPage
      title={t('runs.title')}
      lead={t('runs.hint')}
      chosen={chosen}
      noHost={{ title: t('runs.noHost'), hint: t('runs.emptyHint') }}
    >
      {(hostId) => <RunsOfHost key={hostId} hostId={hostId} onOpen={setOpened} />}
    </HostPage>
  )
}

function RunsOfHost({ hostId, onOpen }: { hostId: string; onOpen: (opened: Opened) => void }) {
  const t = useText()
  const navigate = useNavigate()
  const { queries } = useCore()
  const query = useQuery(queries.runs.list.queryOptions({ input: { hostId } }))
  const [undoes, setUndoes] = useState<string | null>(null)
  const act = useCallback(
    (action: RunAction, run: RunSummary) => {
      if (action === 'undo') setUndoes(run.id)
      else onOpen({ kind: action === 'open' ? 'follow' : 'resume', runId: run.id })
    },
    [onOpen],
  )
  if (query.error !== null)
    return <FailureAlert error={query.error} onRetry={() => void query.refetch()} hostId={hostId} />
  if (query.data === undefined) return <Loader aria-label={t('common.loading')} />
  const { runs, unasked } = query.data
  if (runs.length === 0)
    return (
      <EmptyState
        icon={<IconHistory aria-hidden />}
        title={t('runs.empty')}
        description={t('runs.emptyHint')}
      />
    )
  return (
    <>
      {unasked !== null && (
        <Box mb="md">
          <FailureAlert error={unasked} still={t('runs.remembered')} hostId={hostId} />
        </Box>
      )}
      <RunTable runs={runs} onAction={act} />
      <Group mt="md" gap="sm">
        <Button
          variant="default"
          loading={query.isFetching}
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void query.refetch()}
        >
          {t('runs.refresh')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileDiff size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/drift', search: { host: hostId } })}
        >
          {t('drift.open')}
        </Button>
      </Group>
      {undoes !== null && (
        <UndoDialog
          hostId={hostId}
          runId={undoes}
          onClose={() => setUndoes(null)}
          onConfirm={() => onOpen({ kind: 'undo', runId: undoes })}
          onAllRuns={() => setUndoes(null)}
        />
      )}
    </>
  )
}
