import { Button, Checkbox, Code, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { CopyText } from '../../components/copy-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n.ts'
import classes from './host-key-question.module.css'

type Approve = (key: { algorithm: string; fingerprint: string; replaces: string | null }) => void

function keyFile(algorithm: string): string {
  if (algorithm.includes('ed25519')) return 'ssh_host_ed25519_key.pub'
  return algorithm.startsWith('ecdsa') ? 'ssh_host_ecdsa_key.pub' : 'ssh_host_rsa_key.pub'
}

function Fingerprint({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes.row}>
      <dt>{name}</dt>
      <dd>
        <Code className={classes.value}>{value}</Code>
        <CopyText text={value} label={name} />
      </dd>
    </div>
  )
}

function HowToVerify({ algorithm }: { algorithm: string }) {
  const t = useText()
  const command = `ssh-keygen -lf /etc/ssh/${keyFile(algorithm)}`
  return (
    <div>
      <Text size="sm">{t('hosts.verifyHow')}</Text>
      <Group gap={6} my={4} wrap="nowrap">
        <Code className={classes.value}>{command}</Code>
        <CopyText text={command} label={command} />
      </Group>
      <Text size="sm">{t('hosts.verifyThen')}</Text>
    </div>
  )
}

/** Brings the question into sight when it appears: it stands below the steps, often below the window's edge. */
function useInSight() {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In a block: newer browsers answer with a promise, which an effect must not return.
    void place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return place
}

/** Shows a key that nobody approved yet, how it is compared, and the button that pins it. */
export function UnknownHostKey({
  offered,
  onApprove,
}: {
  offered: { algorithm: string; fingerprint: string }
  onApprove: Approve
}) {
  const t = useText()
  const place = useInSight()
  return (
    <Panel title={t('hosts.hostKeyUnknownTitle')} tone="warn">
      <Stack gap="md" ref={place} className={classes.question}>
        <Text size="sm">{t('hosts.hostKeyUnknownText')}</Text>
        <dl className={classes.list}>
          <Fingerprint name={t('hosts.algorithm')} value={offered.algorithm} />
          <Fingerprint name={t('hosts.fingerprint')} value={offered.fingerprint} />
        </dl>
        <HowToVerify algorithm={offered.algorithm} />
        <Group>
          <Button onClick={() => onApprove({ ...offered, replaces: null })}>{t('hosts.approve')}</Button>
        </Group>
      </Stack>
    </Panel>
  )
}

/** Explains why a changed key is refused; the new one can be approved only after saying that it was compared. */
export function ChangedHostKey({
  changed,
  algorithm,
  onReplace,
}: {
  changed: { pinned: string; offered: string }
  algorithm: string
  onReplace: Approve
}) {
  const t = useText()
  const [compared, setCompared] = useState(false)
  const place = useInSight()
  return (
    <Panel title={t('hosts.hostKeyChangedTitle')} tone="bad">
      <Stack gap="md" ref={place} className={classes.question}>
        <Text size="sm">{t('hosts.hostKeyChangedText')}</Text>
        <dl className={classes.list}>
          <Fingerprint name={t('hosts.pinnedKey')} value={changed.pinned} />
          <Fingerprint name={t('hosts.offeredKey')} value={changed.offered} />
        </dl>
        <HowToVerify algorithm={algorithm} />
        <Checkbox
          checked={compared}
          onChange={(event) => setCompared(event.currentTarget.checked)}
          label={t('hosts.replaceConfirm')}
        />
        <Group>
          <Button
            color="red"
            disabled={!compared}
            onClick={() => onReplace({ algorithm, fingerprint: changed.offered, replaces: changed.pinned })}
          >
            {t('hosts.replaceKey')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  )
}
