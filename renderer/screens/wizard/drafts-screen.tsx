import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconArrowRight, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Draft } from '#shared/model/draft.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Page } from '../../components/page.tsx'
import { Panel } from '../../components/panel.tsx'
import { useDateText, useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { stepTitle } from './wizard-steps.ts'
import classes from './drafts-screen.module.css'

function DraftCard({ draft, hostName, onRemove }: { draft: Draft; hostName: string; onRemove: () => void }) {
  const t = useText()
  const dateText = useDateText()
  const navigate = useNavigate()
  const domain = draft.fields.domain.trim()
  const title = domain === '' ? t('wizard.untitled') : domain
  const removeLater = () =>
    modals.openConfirmModal({
      title: t('wizard.removeTitle'),
      children: <Text size="sm">{t('wizard.removeText')}</Text>,
      labels: { confirm: t('wizard.removeDraft'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: onRemove,
    })
  return (
    <article className={classes.card} aria-label={title}>
      <div className={classes.what}>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {hostName} · {t('wizard.atStep', { step: t(stepTitle[draft.step]) })}
        </Text>
        <Text size="xs" c="dimmed" mt={2}>
          {t('wizard.changedAt', { time: dateText(draft.updatedAt) })}
        </Text>
      </div>
      <Group gap="xs">
        <Button variant="subtle" color="gray" onClick={removeLater}>
          {t('wizard.removeDraft')}
        </Button>
        <Button
          variant="light"
          rightSection={<IconArrowRight size={18} aria-hidden />}
          onClick={() => void navigate({ to: '/setup/$draftId', params: { draftId: draft.id }, search: {} })}
        >
          {t('wizard.continueDraft')}
        </Button>
      </Group>
    </article>
  )
}

/** All set-ups that were begun; each is continued where it was left. */
export function DraftsScreen() {
  const t = useText()
  const navigate = useNavigate()
  const { core, queries } = useCore()
  const queryClient = useQueryClient()
  const drafts = useQuery(queries.drafts.list.queryOptions())
  const hosts = useQuery(queries.hosts.list.queryOptions({ input: { search: '' } }))
  const create = useMutation({
    mutationFn: () => core.drafts.create({ hostId: null }),
    onSuccess: (draft) => navigate({ to: '/setup/$draftId', params: { draftId: draft.id }, search: {} }),
  })
  const remove = useMutation({
    mutationFn: (id: string) => core.drafts.remove({ id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queries.drafts.key() }),
  })
  const error = drafts.error ?? create.error ?? remove.error
  const begin = (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      loading={create.isPending}
      onClick={() => create.mutate()}
    >
      {t('wizard.newDraft')}
    </Button>
  )
  const hostName = (id: string | null) =>
    hosts.data?.find((host) => host.id === id)?.name ?? t('wizard.noHost')
  return (
    <Page
      title={t('common.setUp')}
      lead={t('wizard.lead')}
      actions={drafts.data?.length === 0 ? undefined : begin}
    >
      <Stack gap="md">
        {error !== null && <FailureAlert error={error} />}
        {drafts.isPending && <Loader aria-label={t('common.loading')} />}
        {drafts.data?.length === 0 && (
          <Panel>
            <Stack align="flex-start" gap="sm">
              <Title order={2}>{t('wizard.noDrafts')}</Title>
              <Text c="dimmed">{t('wizard.noDraftsLead')}</Text>
              {begin}
            </Stack>
          </Panel>
        )}
        {drafts.data?.map((draft) => (
          <DraftCard
            key={draft.id}
            draft={draft}
            hostName={hostName(draft.hostId)}
            onRemove={() => remove.mutate(draft.id)}
          />
        ))}
      </Stack>
    </Page>
  )
}
