import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconInfoCircle, IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { Draft, WizardStep } from '#shared/model/draft.ts'
import { loginName } from '#shared/model/login-name.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { PlanReview } from '../plan/plan-review.tsx'
import { RunProgress } from '../run/run-progress.tsx'
import { MailProgram } from '../test/mail-program.tsx'
import { MailTest } from '../test/mail-test.tsx'
import { OutsideSteps } from './outside-steps.tsx'
import type { EditedDraft } from './use-draft.ts'
import type { Progress } from './use-progress.ts'
import { stepTitle, type AskingStep } from './wizard-steps.ts'

interface LastStepProps {
  readonly edited: EditedDraft
  readonly progress: Progress
  readonly onGo: (step: WizardStep) => void
}

function NotYet({ text, step, onGo }: { text: string; step: WizardStep; onGo: (step: WizardStep) => void }) {
  const t = useText()
  return (
    <Stack gap="md" align="flex-start">
      <Text>{text}</Text>
      <Button variant="default" onClick={() => onGo(step)}>
        {t('wizard.goTo', { step: t(stepTitle[step]) })}
      </Button>
    </Stack>
  )
}

/** Has the plan made once all steps before are complete, and shows it for approval. */
export function ReviewStep({
  edited,
  progress,
  unfinished,
  onGo,
  onApprove,
}: LastStepProps & { unfinished: AskingStep | null; onApprove: (planId: string) => void }) {
  const t = useText()
  const { core } = useCore()
  const { draft, update, flush } = edited
  const plan = useMutation({
    mutationFn: async () => {
      await flush()
      return core.plans.create({ from: 'draft', draftId: draft.id })
    },
    onSuccess: ({ id }) => update((before) => ({ ...before, planId: id })),
  })
  const isPlanned = draft.planId !== null
  const begin = useEffectEvent(() => {
    if (unfinished === null && !isPlanned && plan.status === 'idle') plan.mutate()
  })
  useEffect(() => begin(), [])

  if (unfinished !== null) return <NotYet text={t('wizard.planFirst')} step={unfinished} onGo={onGo} />
  // What could not be stored cannot be planned yet either, and is told above.
  if (plan.isPending && edited.saveState.kind === 'failed') return null
  if (plan.isPending)
    return (
      <Group gap="sm" role="status">
        <Loader size="sm" aria-hidden />
        <Text>{t('wizard.planning')}</Text>
      </Group>
    )
  const { planId } = draft
  const isApplied = planId !== null && draft.runId === planId
  const isUndone = progress.known?.run === 'undone'
  return (
    <Stack gap="lg">
      {plan.error !== null && (
        <FailureAlert
          error={plan.error}
          onRetry={() => plan.mutate()}
          hostId={draft.hostId ?? undefined}
          draft={draft.id}
        />
      )}
      {planId !== null && (
        <>
          <Group justify="flex-end" mt={-8} mb={-8}>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => plan.mutate()}
            >
              {t('wizard.planAgain')}
            </Button>
          </Group>
          {isApplied && (
            <Alert color="blue" icon={<IconInfoCircle aria-hidden />}>
              <Group justify="space-between">
                <Text size="sm">{t(isUndone ? 'wizard.reviewUndone' : 'wizard.reviewApplied')}</Text>
                <Button size="xs" variant="default" onClick={() => onGo('apply')}>
                  {t('wizard.showRun')}
                </Button>
              </Group>
            </Alert>
          )}
          <PlanReview
            planId={planId}
            hostId={draft.hostId ?? ''}
            onApprove={isApplied ? undefined : () => onApprove(planId)}
            onBack={() => onGo('mailboxes')}
            onNothingToDo={() => onGo('test')}
          />
        </>
      )}
    </Stack>
  )
}

function hasPlan(draft: Draft): draft is Draft & { hostId: string; planId: string } {
  return draft.planId !== null && draft.hostId !== null
}

/** Applies the approved plan, or joins its run where it was begun already. */
export function ApplyStep({
  edited,
  progress,
  approved,
  connectedTo,
  onGo,
}: LastStepProps & { approved: string | null; connectedTo: string }) {
  const t = useText()
  const { draft, update } = edited
  const isRunning = draft.planId !== null && draft.runId === draft.planId
  if (!hasPlan(draft) || (approved !== draft.planId && !isRunning))
    return <NotYet text={t('wizard.applyFirst')} step="review" onGo={onGo} />
  return (
    <Stack gap="lg">
      <RunProgress
        hostId={draft.hostId}
        request={{ kind: 'apply', planId: draft.planId }}
        onStarted={(runId) => update((before) => (before.runId === runId ? before : { ...before, runId }))}
        onDone={() => onGo('test')}
        afterDone={
          <OutsideSteps fields={draft.fields} connectedTo={connectedTo} onDnsStep={() => onGo('dns')} />
        }
        onEnded={progress.refresh}
        onNewPlan={() => {
          update((before) => ({ ...before, planId: null }))
          onGo('review')
        }}
      />
    </Stack>
  )
}

/** Sends and reads a real message, once something was applied. */
export function TestStep({ edited, progress, connectedTo, onGo }: LastStepProps & { connectedTo: string }) {
  const t = useText()
  const { draft } = edited
  const { known, refresh } = progress
  if (known !== null && known.run === 'undone' && !known.standing)
    return <NotYet text={t('wizard.testUndone')} step="review" onGo={onGo} />
  if (draft.hostId === null || (draft.runId === null && draft.planId === null))
    return <NotYet text={t('wizard.testFirst')} step="review" onGo={onGo} />
  const { domain, hostname, accounts, address } = draft.fields
  return (
    <MailTest
      hostId={draft.hostId}
      draftId={draft.id}
      proved={known?.proved === true}
      onReport={refresh}
      afterPass={(mailbox) => (
        <MailProgram
          hostname={hostname.trim()}
          address={address.trim() === '' ? connectedTo : address.trim()}
          login={loginName({ accounts, domain: domain.trim() }, mailbox)}
        />
      )}
    />
  )
}
