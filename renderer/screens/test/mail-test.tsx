import { Alert, Autocomplete, Button, Loader, Select, Text } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import classes from './mail-test.module.css'
import { StageRow } from './stage-row.tsx'
import { TestVerdict } from './test-verdict.tsx'
import { useMailTest } from './use-mail-test.ts'

/** Mailboxes that are offered at a time; among more of them one looks for theirs by typing. */
const choicesAtOnce = 50

interface MailTestProps {
  readonly hostId: string
  /** The draft whose mailboxes are offered and whose passwords are used; null for those of the host's mail accounts. */
  readonly draftId: string | null
  /** Whether the last test was green, before one is run here. */
  readonly proved?: boolean
  /** Told when a test has come to its verdict. */
  readonly onReport?: () => void
  /** What follows a green test of the mailbox of this name. */
  readonly afterPass?: (mailbox: string) => ReactNode
}

/** One click proves a mailbox by a real message; what is shown is green only when every stage held. */
export function MailTest({ hostId, draftId, proved = false, onReport, afterPass }: MailTestProps) {
  const t = useText()
  const { names, pending, error } = useMailboxNames(hostId, draftId)
  const [chosen, setChosen] = useState<string | null>(null)
  const test = useMailTest(hostId, draftId)
  const { report } = test.view
  const tellReport = useEffectEvent(() => onReport?.())
  useEffect(() => {
    if (report !== null) tellReport()
  }, [report])
  const mailbox = chosen ?? names[0] ?? ''
  const passed = report?.ok === true ? test.mailbox : proved && test.phase === 'idle' ? mailbox : ''
  const busy = test.phase === 'running'
  if (pending) return <Loader aria-label={t('common.loading')} />
  const shared = {
    className: classes.mailbox,
    label: t('test.uiMailbox'),
    description: names.length === 0 ? t('test.uiMailboxNoneHint') : t('test.uiMailboxHint'),
    disabled: busy,
    value: mailbox,
  }
  return (
    <div className={classes.root}>
      {error !== null && <FailureAlert error={error} />}
      <Text c="dimmed">{t('test.uiIntro')}</Text>
      <form
        className={classes.start}
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy && mailbox !== '') void test.start(mailbox)
        }}
      >
        {names.length === 0 ? (
          <Autocomplete {...shared} onChange={setChosen} />
        ) : (
          <Select
            {...shared}
            data={names}
            allowDeselect={false}
            searchable={names.length > choicesAtOnce}
            limit={choicesAtOnce}
            onChange={setChosen}
          />
        )}
        <Button
          type="submit"
          disabled={busy || mailbox === ''}
          leftSection={
            test.phase === 'idle' ? (
              <IconPlayerPlay size={16} aria-hidden />
            ) : (
              <IconRefresh size={16} aria-hidden />
            )
          }
        >
          {test.phase === 'idle' || busy ? t('test.uiStart') : t('test.uiAgain')}
        </Button>
        {busy && (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            onClick={test.stop}
          >
            {t('test.uiStop')}
          </Button>
        )}
      </form>
      <TestResult test={test} />
      {passed !== '' && afterPass?.(passed)}
    </div>
  )
}

function TestResult({ test }: { test: ReturnType<typeof useMailTest> }) {
  const t = useText()
  const { phase, view } = test
  return (
    <>
      {phase === 'running' && (
        <Text role="status" fw={600}>
          {t('test.uiRunning', { mailbox: test.mailbox })}
        </Text>
      )}
      {phase === 'broken' && (
        <FailureAlert error={test.error} onRetry={() => void test.start(test.mailbox)} />
      )}
      {phase === 'stopped' && (
        <Alert role="status" color="gray" title={t('test.uiStopped')}>
          <Text size="sm">{t('test.uiStoppedText')}</Text>
        </Alert>
      )}
      {view.report !== null && <TestVerdict report={view.report} />}
      {view.stages.length > 0 && (
        <ol className={classes.stages} aria-label={t('test.uiStages')}>
          {view.stages.map((stage) => (
            // A stage that failed opens its conversation: its place is made anew when its state is known.
            <StageRow key={`${stage.id} ${stage.state}`} stage={stage} />
          ))}
        </ol>
      )}
    </>
  )
}

function useMailboxNames(hostId: string, draftId: string | null) {
  const { queries } = useCore()
  const draft = useQuery({
    ...queries.drafts.get.queryOptions({ input: { id: draftId ?? '' } }),
    enabled: draftId !== null,
  })
  const accounts = useQuery({
    ...queries.mail.accounts.queryOptions({ input: { hostId } }),
    enabled: draftId === null,
  })
  const names =
    draftId === null
      ? accounts.data?.map((account) => account.address.replace(/@.*$/, ''))
      : draft.data?.fields.mailboxes.map((mailbox) => mailbox.name)
  return {
    names: [...new Set(names?.filter(Boolean))],
    pending: draft.isLoading || accounts.isLoading,
    error: draft.error ?? accounts.error,
  }
}
