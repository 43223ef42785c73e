import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconDownload, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { byteSize } from '#shared/byte-size.ts'
import { rehearsalStepId, type RehearsalStepId } from '#shared/model/rehearsal.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { RehearsalResult } from './rehearsal-result.tsx'
import { useRehearsal, type RehearsalStep } from './use-rehearsal.ts'

const stepTitles = {
  facts: 'rehearsal.stepFacts',
  lists: 'rehearsal.stepLists',
  download: 'rehearsal.stepDownload',
  unpack: 'rehearsal.stepUnpack',
  check: 'rehearsal.stepCheck',
} as const satisfies Record<RehearsalStepId, string>

/** Says what a rehearsal downloads before anything begins, shows how far it is, and what it found. */
export function RehearsalOfHost({ hostId }: { hostId: string }) {
  const t = useText()
  const { queries } = useCore()
  const host = useQuery(queries.hosts.get.queryOptions({ input: { id: hostId } }))
  const rehearsal = useRehearsal(hostId)
  const { phase, step, found, error } = rehearsal
  const busy = phase === 'running'
  return (
    <Stack gap="lg">
      {found === null && (
        <Alert color="gray" icon={<IconDownload aria-hidden />}>
          {t('rehearsal.consent', { host: host.data?.address ?? '…' })}
        </Alert>
      )}
      <Group>
        <Button
          variant={found === null ? 'filled' : 'default'}
          loading={busy}
          leftSection={
            found === null ? <IconPlayerPlay size={16} aria-hidden /> : <IconRefresh size={16} aria-hidden />
          }
          onClick={() => void rehearsal.start()}
        >
          {found === null ? t('rehearsal.start') : t('rehearsal.again')}
        </Button>
        {busy && (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            onClick={rehearsal.stop}
          >
            {t('rehearsal.stop')}
          </Button>
        )}
      </Group>
      {busy && step !== null && <Doing step={step} />}
      {phase === 'broken' && (
        <FailureAlert error={error} onRetry={() => void rehearsal.start()} hostId={hostId} />
      )}
      {found !== null && <RehearsalResult found={found} />}
    </Stack>
  )
}

function Doing({ step }: { step: RehearsalStep }) {
  const t = useText()
  const { done, total, bytes } = step
  const steps = rehearsalStepId.options
  const within = total === null || total === 0 ? 0 : (done ?? 0) / total
  const share = (steps.indexOf(step.step) + within) / steps.length
  return (
    <Stack gap={6}>
      <Text role="status">
        {total === null
          ? t(stepTitles[step.step])
          : t('rehearsal.stepDownloadOf', { done: done ?? 0, total, size: byteSize(bytes ?? 0) })}
      </Text>
      <Progress value={share * 100} aria-label={t('rehearsal.title')} />
      <Text size="sm" c="dimmed">
        {t('rehearsal.running')}
      </Text>
    </Stack>
  )
}
