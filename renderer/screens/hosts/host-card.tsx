import { ActionIcon, Badge, Button, Menu, Text } from '@mantine/core'
import {
  IconArrowUpCircle,
  IconCopyPlus,
  IconDots,
  IconFileDiff,
  IconHammer,
  IconKey,
  IconPencil,
  IconPlugConnected,
  IconTrash,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { HostProfile } from '#shared/model/host-profile.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { hasOwnName, loginOf } from '../../components/host-words.ts'
import { useText } from '../../i18n.ts'
import { ConnectionPanel } from './connection-panel.tsx'
import classes from './host-card.module.css'
import { useConnectionTest } from './use-connection-test.ts'
import { useHostActions } from './use-host-actions.tsx'

const authLabel = {
  password: 'hosts.authShortPassword',
  key: 'hosts.authShortKey',
  agent: 'hosts.authShortAgent',
} as const

function HostMenu({ host, actions }: { host: HostProfile; actions: ReturnType<typeof useHostActions> }) {
  const t = useText()
  const navigate = useNavigate()
  return (
    <Menu position="bottom-end" shadow="md" width={230}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('common.moreActions', { name: host.name })}
        >
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/hosts/$hostId', params: { hostId: host.id } })}
        >
          {t('common.edit')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileDiff size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/drift', search: { host: host.id } })}
        >
          {t('drift.open')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUpCircle size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/rehearsal', search: { host: host.id } })}
        >
          {t('rehearsal.open')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopyPlus size={16} aria-hidden />} onClick={actions.duplicate}>
          {t('common.duplicate')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="var(--mw-bad)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={actions.remove}
        >
          {t('common.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** One host: who and where, what can be done with it, and the result of its last test. */
export function HostCard({ host, testAtOnce }: { host: HostProfile; testAtOnce: boolean }) {
  const t = useText()
  const test = useConnectionTest(host.id)
  const actions = useHostActions(host)
  const isNamed = hasOwnName(host)
  const begun = useRef(false)
  const { run } = test
  useEffect(() => {
    if (!testAtOnce || begun.current) return
    begun.current = true
    run()
  }, [testAtOnce, run])

  return (
    <article className={classes.card} aria-label={host.name}>
      <div className={classes.head}>
        <div className={classes.who}>
          <Text fw={600} className={classes.name}>
            {isNamed ? host.name : loginOf(host)}
          </Text>
          {isNamed && (
            <Text size="sm" c="dimmed" ff="monospace" className={classes.address}>
              {loginOf(host)}
            </Text>
          )}
          <div className={classes.marks}>
            <span className={classes.mark}>
              <IconKey size={14} stroke={1.6} aria-hidden />
              {t(authLabel[host.auth.kind])}
            </span>
            {host.hostKey === null && <span className={classes.mark}>{t('hosts.keyNotApproved')}</span>}
            {host.tags.map((tag) => (
              <Badge key={tag} variant="light" color="gray" size="sm" tt="none" fw={500}>
                {tag}
              </Badge>
            ))}
          </div>
        </div>
        <div className={classes.actions}>
          <Button
            variant="default"
            loading={test.isPending}
            leftSection={<IconPlugConnected size={18} stroke={1.6} aria-hidden />}
            onClick={test.run}
          >
            {t('hosts.test')}
          </Button>
          <Button
            variant="light"
            leftSection={<IconHammer size={18} stroke={1.6} aria-hidden />}
            onClick={actions.setUp}
          >
            {t('hosts.setUpMail')}
          </Button>
          <HostMenu host={host} actions={actions} />
        </div>
      </div>
      {actions.error !== null && <FailureAlert error={actions.error} />}
      <ConnectionPanel host={host} test={test} />
    </article>
  )
}
