import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { HostProfile } from '#shared/model/host-profile.ts'
import { useNotice } from '../../components/use-notice.ts'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'

/** What can be done with a host beside editing: copy it, delete it after a question, begin a set-up on it. */
export function useHostActions(host: HostProfile) {
  const t = useText()
  const notice = useNotice()
  const navigate = useNavigate()
  const { core, queries } = useCore()
  const queryClient = useQueryClient()
  // All lists, also those of other searches: a deleted host must not show up again for a moment.
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: queries.hosts.list.key(), refetchType: 'all' })
  const duplicate = useMutation({
    mutationFn: () => core.hosts.duplicate({ id: host.id, name: t('hosts.copyName', { name: host.name }) }),
    onSuccess: async (copy) => {
      await refresh()
      notice(t('hosts.duplicated', { name: copy.name }))
    },
  })
  const remove = useMutation({
    mutationFn: () => core.hosts.remove({ id: host.id }),
    onSuccess: async () => {
      await refresh()
      notice(t('hosts.deleted', { name: host.name }))
    },
  })
  const setUp = useMutation({
    mutationFn: () => core.drafts.create({ hostId: host.id }),
    onSuccess: (draft) => navigate({ to: '/setup/$draftId', params: { draftId: draft.id }, search: {} }),
  })
  const askToRemove = () =>
    modals.openConfirmModal({
      title: t('hosts.deleteTitle', { name: host.name }),
      children: <Text size="sm">{t('hosts.deleteText')}</Text>,
      labels: { confirm: t('common.delete'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => remove.mutate(),
    })
  return {
    duplicate: () => duplicate.mutate(),
    remove: askToRemove,
    setUp: () => setUp.mutate(),
    error: duplicate.error ?? remove.error ?? setUp.error,
  }
}
