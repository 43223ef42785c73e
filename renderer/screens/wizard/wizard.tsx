import { Button, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState, type SyntheticEvent } from 'react'
import type { Draft, WizardStep } from '#shared/model/draft.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { afterDrawing } from '../../components/long-list.tsx'
import { Page } from '../../components/page.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { useConnectionTest, type ConnectionTest } from '../hosts/use-connection-test.ts'
import { DnsStep } from './dns-step.tsx'
import { DomainStep } from './domain-step.tsx'
import type { SaveState } from './draft-saver.ts'
import { defaultsFrom, type Facts } from './fact-defaults.ts'
import { HostStep } from './host-step.tsx'
import { ApplyStep, ReviewStep, TestStep } from './last-steps.tsx'
import { MailStep } from './mail-step.tsx'
import { MailboxesStep } from './mailboxes-step.tsx'
import { StepList } from './step-list.tsx'
import { useDraft, type EditedDraft } from './use-draft.ts'
import { lastStepsDone, useProgress } from './use-progress.ts'
import { useWizardForm, type WizardForm } from './wizard-form.ts'
import {
  isAsking,
  seenBefore,
  stepBeside,
  stepLead,
  stepOrder,
  stepTitle,
  type AskingStep,
} from './wizard-steps.ts'
import classes from './wizard.module.css'

/** The address that SSH connects to; empty until it is known. */
function useAddress(hostId: string | null): string {
  const { queries } = useCore()
  const hosts = useQuery(queries.hosts.list.queryOptions({ input: { search: '' } }))
  return hosts.data?.find((host) => host.id === hostId)?.address ?? ''
}

/** Connects to the draft's host, and fills empty fields with what the server says of itself. */
function useHostFacts(edited: EditedDraft) {
  const { draft, update } = edited
  const address = useAddress(draft.hostId)
  const [facts, setFacts] = useState<Facts | null>(null)
  const test = useConnectionTest(draft.hostId ?? '', (report) => {
    const found = report.facts
    setFacts(found)
    if (found === null) return
    update((before) => {
      const dnsAsked = stepOrder.indexOf(before.step) >= stepOrder.indexOf('dns')
      const part = defaultsFrom(found, before.fields, address, dnsAsked)
      return { ...before, fields: { ...before.fields, ...part } }
    })
  })
  return { test, facts, address, forget: () => setFacts(null) }
}

function SaveNote({ state }: { state: SaveState }) {
  const t = useText()
  const text = { saved: 'wizard.savedDraft', saving: 'wizard.saving', failed: 'wizard.saveFailed' } as const
  return (
    <Text size="xs" c={state.kind === 'failed' ? 'var(--mw-bad)' : 'dimmed'} role="status">
      {t(text[state.kind])}
    </Text>
  )
}

interface StepBodyProps {
  readonly step: AskingStep
  readonly form: WizardForm
  readonly test: ConnectionTest
  readonly address: string
  readonly onChooseHost: (hostId: string) => void
  readonly onSkipHost: () => void
}

function StepBody({ step, form, test, address, onChooseHost, onSkipHost }: StepBodyProps) {
  switch (step) {
    case 'host':
      return <HostStep form={form} test={test} onChoose={onChooseHost} onSkip={onSkipHost} />
    case 'domain':
      return <DomainStep form={form} connectedTo={address} />
    case 'dns':
      return <DnsStep form={form} connectedTo={address} />
    case 'mail':
      return <MailStep form={form} />
    case 'mailboxes':
      return <MailboxesStep form={form} />
  }
}

/** Moves the keyboard to the heading of a step that was just entered, not on opening the wizard. */
function useStepFocus(step: WizardStep) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    heading.current?.focus()
    heading.current?.closest('main')?.scrollTo(0, 0)
  }, [step])
  return heading
}

/** The whole way from a host to a green test; goes on where the draft was left. */
export function Wizard({ initial, newHost }: { initial: Draft; newHost: string | null }) {
  const t = useText()
  const edited = useDraft(initial)
  const { draft, update } = edited
  const { test, facts, address, forget } = useHostFacts(edited)
  const { form, issues, firstUnfinished, tryStep } = useWizardForm(edited, facts)
  const [approved, setApproved] = useState<string | null>(null)
  const [stuck, setStuck] = useState(false)
  const [seen, setSeen] = useState(() => seenBefore(initial))
  const body = useRef<HTMLFormElement>(null)
  const heading = useStepFocus(draft.step)
  const progress = useProgress(draft)
  const { step } = draft

  const go = (to: WizardStep) => {
    setStuck(false)
    setSeen((before) => new Set([...before, to]))
    update((before) => ({ ...before, step: to }))
  }
  const chooseHost = (hostId: string) => {
    test.reset()
    forget()
    update((before) => ({ ...before, hostId, planId: null }))
  }
  const readHost = useEffectEvent(() => {
    if (newHost !== null && newHost !== draft.hostId) chooseHost(newHost)
    else if (draft.hostId !== null && isAsking(draft.step)) test.run()
  })
  useEffect(() => readHost(), [])

  const next = async () => {
    if (!isAsking(step)) return
    if (!tryStep(step)) {
      setStuck(true)
      afterDrawing(() => body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    if (step === 'host' && test.report?.ok !== true && (await test.runNow())?.ok !== true) return
    go(stepBeside(step, 1))
  }
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    void next()
  }

  const done = new Set<WizardStep>(
    stepOrder.filter(
      (one) =>
        isAsking(one) &&
        seen.has(one) &&
        issues[one].size === 0 &&
        (one !== 'mailboxes' || draft.fields.mailboxes.length > 0),
    ),
  )
  for (const one of lastStepsDone(draft, progress.known)) done.add(one)
  const domain = draft.fields.domain.trim()

  return (
    <Page
      title={domain === '' ? t('wizard.title') : t('wizard.titleOf', { domain })}
      actions={<SaveNote state={edited.saveState} />}
    >
      <div className={classes.wizard}>
        <StepList current={step} done={done} onGo={go} />
        <div className={classes.body}>
          <Text size="sm" c="dimmed">
            {t('wizard.stepOf', { number: stepOrder.indexOf(step) + 1, count: stepOrder.length })}
          </Text>
          <Title order={2} size="h3" ref={heading} tabIndex={-1} className={classes.heading}>
            {t(stepTitle[step])}
          </Title>
          <Text c="dimmed" mb="lg">
            {t(stepLead[step])}
          </Text>
          {edited.saveState.kind === 'failed' && <FailureAlert error={edited.saveState.error} />}
          {isAsking(step) && (
            <form ref={body} onSubmit={onSubmit} noValidate>
              <Panel>
                <StepBody
                  step={step}
                  form={form}
                  test={test}
                  address={address}
                  onChooseHost={chooseHost}
                  onSkipHost={() => go('domain')}
                />
              </Panel>
              <Group justify="space-between" mt="lg">
                <Button variant="default" disabled={step === 'host'} onClick={() => go(stepBeside(step, -1))}>
                  {t('common.back')}
                </Button>
                <Group gap="md">
                  {stuck && issues[step].size > 0 && (
                    <Text size="sm" c="var(--mw-bad)" role="alert">
                      {t('wizard.fixFirst')}
                    </Text>
                  )}
                  <Button type="submit" loading={step === 'host' && test.isPending}>
                    {t('common.next')}
                  </Button>
                </Group>
              </Group>
            </form>
          )}
          {step === 'review' && (
            <ReviewStep
              edited={edited}
              progress={progress}
              unfinished={firstUnfinished}
              onGo={go}
              onApprove={(planId) => {
                setApproved(planId)
                go('apply')
              }}
            />
          )}
          {step === 'apply' && (
            <ApplyStep
              edited={edited}
              progress={progress}
              approved={approved}
              connectedTo={address}
              onGo={go}
            />
          )}
          {step === 'test' && (
            <TestStep edited={edited} progress={progress} connectedTo={address} onGo={go} />
          )}
        </div>
      </div>
    </Page>
  )
}
