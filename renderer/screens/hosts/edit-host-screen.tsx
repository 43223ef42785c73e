import { Loader } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { HostInput, HostProfile } from '#shared/model/host-profile.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Page } from '../../components/page.tsx'
import { useNotice } from '../../components/use-notice.ts'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { HostForm } from './host-form.tsx'

/** Where one goes without saving: to the list, or back to the wizard that one came from. */
function useLeave(draft: string | undefined) {
  const navigate = useNavigate()
  return () =>
    void (draft === undefined
      ? navigate({ to: '/hosts' })
      : navigate({ to: '/setup/$draftId', params: { draftId: draft } }))
}

function useSavedHost(draft: string | undefined) {
  const t = useText()
  const notice = useNotice()
  const navigate = useNavigate()
  const { queries } = useCore()
  const queryClient = useQueryClient()
  return async (host: HostProfile, then: 'list' | 'test') => {
    queryClient.setQueryData(queries.hosts.get.queryKey({ input: { id: host.id } }), host)
    await queryClient.invalidateQueries({ queryKey: queries.hosts.list.key(), refetchType: 'all' })
    notice(t('hosts.saved', { name: host.name }))
    if (draft === undefined)
      await navigate({ to: '/hosts', search: then === 'test' ? { test: host.id } : {} })
    else await navigate({ to: '/setup/$draftId', params: { draftId: draft }, search: { host: host.id } })
  }
}

/** Adds a host; opened from the wizard it goes back there. */
export function NewHostScreen() {
  const t = useText()
  const { core } = useCore()
  const { draft } = useSearch({ from: '/hosts/new' })
  const leave = useLeave(draft)
  const saved = useSavedHost(draft)
  const save = useMutation({
    mutationFn: ({ input }: { input: HostInput; then: 'list' | 'test' }) => core.hosts.create(input),
    onSuccess: (host, { then }) => saved(host, then),
  })
  return (
    <Page title={t('hosts.addTitle')} width="narrow">
      <HostForm
        saving={save.isPending}
        error={save.error}
        onSave={(input, then) => save.mutate({ input, then })}
        onCancel={leave}
      />
    </Page>
  )
}

/** Edits a host; stored secrets stay unless typed anew; opened from the wizard it goes back there. */
export function EditHostScreen() {
  const t = useText()
  const { core, queries } = useCore()
  const { draft } = useSearch({ from: '/hosts/$hostId' })
  const leave = useLeave(draft)
  const { hostId } = useParams({ from: '/hosts/$hostId' })
  const stored = useQuery(queries.hosts.get.queryOptions({ input: { id: hostId } }))
  const saved = useSavedHost(draft)
  const save = useMutation({
    mutationFn: ({ input }: { input: HostInput; then: 'list' | 'test' }) =>
      core.hosts.update({ id: hostId, host: input }),
    onSuccess: (host, { then }) => saved(host, then),
  })
  return (
    <Page title={t('hosts.editTitle', { name: stored.data?.name ?? '' })} width="narrow">
      {stored.isPending && <Loader aria-label={t('common.loading')} />}
      {stored.error !== null && <FailureAlert error={stored.error} onRetry={() => void stored.refetch()} />}
      {stored.data !== undefined && (
        <HostForm
          key={stored.data.id}
          stored={stored.data}
          saving={save.isPending}
          error={save.error}
          onSave={(input, then) => save.mutate({ input, then })}
          onCancel={leave}
        />
      )}
    </Page>
  )
}
