import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { hasOwnName, loginOf } from '../../components/host-words.ts'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { ConnectionPanel } from '../hosts/connection-panel.tsx'
import type { ConnectionTest } from '../hosts/use-connection-test.ts'
import { ChoiceCards } from './choice-cards.tsx'
import type { WizardForm } from './wizard-form.ts'

interface HostStepProps {
  readonly form: WizardForm
  readonly test: ConnectionTest
  readonly onChoose: (hostId: string) => void
  readonly onSkip: () => void
}

/** Chooses the server, connects to it, and so fills what the later steps begin with. */
export function HostStep({ form, test, onChoose, onSkip }: HostStepProps) {
  const t = useText()
  const { queries } = useCore()
  const navigate = useNavigate()
  const hosts = useQuery(queries.hosts.list.queryOptions({ input: { search: '' } }))
  const { hostId } = form.draft
  const chosen = hosts.data?.find((host) => host.id === hostId)
  const failed = test.error !== null || test.report?.ok === false
  return (
    <Stack gap="lg">
      {hosts.error !== null && <FailureAlert error={hosts.error} onRetry={() => void hosts.refetch()} />}
      {hosts.data !== undefined && hosts.data.length > 0 && (
        <ChoiceCards
          name="hostId"
          label={t('wizard.hostChoose')}
          value={chosen?.id ?? null}
          error={form.errorOf('hostId')}
          onChange={onChoose}
          choices={hosts.data.map((host) => ({
            value: host.id,
            ...(hasOwnName(host) ? { title: host.name, text: loginOf(host) } : { title: loginOf(host) }),
          }))}
        />
      )}
      {hosts.data?.length === 0 && <Text>{t('hosts.emptyTitle')}</Text>}
      <Group gap="sm">
        <Button
          onClick={() => void navigate({ to: '/hosts/new', search: { draft: form.draft.id } })}
          variant={hosts.data?.length === 0 ? 'filled' : 'default'}
          leftSection={<IconPlus size={18} aria-hidden />}
        >
          {t(hosts.data?.length === 0 ? 'hosts.add' : 'wizard.hostAdd')}
        </Button>
        {chosen !== undefined && test.report?.ok !== true && (
          <Button
            variant="default"
            loading={test.isPending}
            leftSection={<IconPlugConnected size={18} stroke={1.6} aria-hidden />}
            onClick={test.run}
          >
            {t('wizard.hostConnect')}
          </Button>
        )}
      </Group>
      {chosen !== undefined && <ConnectionPanel host={chosen} test={test} draft={form.draft.id} />}
      {chosen !== undefined && failed && !test.isPending && (
        <Anchor
          component="button"
          type="button"
          size="sm"
          underline="always"
          onClick={onSkip}
          w="fit-content"
        >
          {t('wizard.hostSkip')}
        </Anchor>
      )}
    </Stack>
  )
}
