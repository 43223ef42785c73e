import { Button, Loader, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconHelpCircle, IconMinus, IconPencil } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ConnectionReport, HostProfile } from '#shared/model/host-profile.ts'
import type { MessageKey } from '#shared/message.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { MessageText } from '../../components/message-text.tsx'
import { useListText, useText } from '../../i18n.ts'
import classes from './connection-panel.module.css'
import { ChangedHostKey, UnknownHostKey } from './host-key-question.tsx'
import type { ConnectionTest } from './use-connection-test.ts'

type Step = ConnectionReport['steps'][number]

const stepTitle = {
  resolve: 'hosts.stepResolve',
  connect: 'hosts.stepConnect',
  hostKey: 'hosts.stepHostKey',
  login: 'hosts.stepLogin',
  root: 'hosts.stepRoot',
  system: 'hosts.stepSystem',
} as const satisfies Record<Step['id'], MessageKey>

/** The verdict by the step that failed. */
const badVerdict = {
  resolve: 'hosts.resultBad',
  connect: 'hosts.resultBad',
  hostKey: 'hosts.resultBad',
  login: 'hosts.resultLogin',
  root: 'hosts.resultRoot',
  system: 'hosts.resultSystem',
} as const satisfies Record<Step['id'], MessageKey>

/** Steps that fail for what was entered about the host. */
const mendedByEditing: ReadonlySet<Step['id']> = new Set(['resolve', 'connect', 'login', 'root'])

const stateLook = {
  pass: { Icon: IconCircleCheck, label: 'hosts.pass' },
  fail: { Icon: IconCircleX, label: 'hosts.fail' },
  skipped: { Icon: IconMinus, label: 'hosts.skipped' },
  asks: { Icon: IconHelpCircle, label: 'hosts.asks' },
} as const

/** One step; `asks` where it waits for the approval of a key, which is shown below with all that it takes. */
function StepLine({ step, asks }: { step: Step; asks: boolean }) {
  const t = useText()
  const state = asks ? 'asks' : step.state
  const { Icon, label } = stateLook[state]
  return (
    <li className={classes.step} data-state={state}>
      <Icon size={20} stroke={1.7} role="img" aria-label={t(label)} className={classes.icon} />
      <span className={classes.stepTitle}>{t(stepTitle[step.id])}</span>
      {state !== 'skipped' && (
        <span className={classes.finding}>
          {asks ? t('hosts.hostKeyAsked') : <MessageText message={step.finding} />}
          {!asks && step.advice !== null && (
            <span className={classes.advice}>
              <MessageText message={step.advice} />
            </span>
          )}
        </span>
      )}
    </li>
  )
}

function Facts({ facts }: { facts: NonNullable<ConnectionReport['facts']> }) {
  const t = useText()
  const join = useListText()
  const list = (texts: readonly string[]) => (texts.length === 0 ? t('hosts.factNone') : join(texts))
  const rows = [
    [t('hosts.factSystem'), facts.system],
    [t('hosts.factHostname'), facts.hostname],
    [t('hosts.factAddresses'), list(facts.addresses)],
    [t('hosts.factNameservers'), list(facts.nameservers)],
    [
      t('hosts.factFirewall'),
      facts.firewall === '' || facts.firewall === 'none' ? t('hosts.factNone') : facts.firewall,
    ],
    [t('hosts.factInstalled'), list(facts.installed)],
  ] as const
  return (
    <div>
      <Text fw={600} size="sm" mb={6}>
        {t('hosts.factsTitle')}
      </Text>
      <dl className={classes.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

interface ConnectionPanelProps {
  readonly host: HostProfile
  readonly test: ConnectionTest
  /** The draft whose wizard shows it, which is where one comes back to after mending the login. */
  readonly draft?: string | undefined
}

/** The result of a connection test in words, step by step, with the question about the host key where there is one. */
export function ConnectionPanel({ host, test, draft }: ConnectionPanelProps) {
  const t = useText()
  const { report } = test
  if (test.isPending)
    return (
      <div className={classes.panel} role="status">
        <Loader size="xs" aria-hidden /> {t('hosts.testing')}
      </div>
    )
  if (test.error !== null && test.error !== undefined)
    return <FailureAlert error={test.error} onRetry={test.run} hostId={host.id} draft={draft} />
  if (report === undefined) return null
  const asks = report.unknownHostKey !== null
  const failed = report.steps.find(({ state }) => state === 'fail')?.id
  const bad = failed === undefined ? 'hosts.resultBad' : badVerdict[failed]
  const verdict = report.ok ? 'hosts.resultGood' : asks ? 'hosts.resultKey' : bad
  return (
    <Stack gap="md" className={classes.result}>
      <Text role="status" fw={600}>
        {t(verdict)}
      </Text>
      <ol className={classes.steps}>
        {report.steps.map((step) => (
          <StepLine key={step.id} step={step} asks={asks && step.state === 'fail'} />
        ))}
      </ol>
      {failed !== undefined && mendedByEditing.has(failed) && (
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            renderRoot={(props) => (
              <Link to="/hosts/$hostId" params={{ hostId: host.id }} search={{ draft }} {...props} />
            )}
          >
            {t('hosts.editLogin')}
          </Button>
        </div>
      )}
      {report.unknownHostKey !== null && (
        <UnknownHostKey offered={report.unknownHostKey} onApprove={test.approve} />
      )}
      {report.changedHostKey !== null && (
        <ChangedHostKey
          key={report.changedHostKey.offered}
          changed={report.changedHostKey}
          algorithm={report.changedHostKey.algorithm ?? host.hostKey?.algorithm ?? ''}
          onReplace={test.approve}
        />
      )}
      {report.facts !== null && <Facts facts={report.facts} />}
    </Stack>
  )
}
