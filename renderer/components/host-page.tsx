import { Button, EmptyState } from '@mantine/core'
import { IconPlus, IconServer2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { FailureAlert } from './failure-alert.tsx'
import { HostPicker, type ChosenHost } from './host-picker.tsx'
import { useText } from '../i18n.ts'
import { Page } from './page.tsx'

interface HostPageProps {
  readonly title: string
  readonly lead: string
  readonly chosen: ChosenHost
  /** Said where there is no host yet. */
  readonly noHost: { readonly title: string; readonly hint: string }
  /** What is shown of the chosen host. */
  readonly children: (hostId: string) => ReactNode
}

/** A screen about one host, which is chosen at its top. */
export function HostPage({ title, lead, chosen, noHost, children }: HostPageProps) {
  const t = useText()
  const { hosts, hostId, choose, error } = chosen
  const picker =
    hosts !== undefined && hosts.length > 0 ? (
      <HostPicker hosts={hosts} hostId={hostId} onChoose={choose} />
    ) : undefined
  return (
    <Page title={title} lead={lead} actions={picker}>
      {error !== null && <FailureAlert error={error} />}
      {hosts?.length === 0 && (
        <EmptyState icon={<IconServer2 aria-hidden />} title={noHost.title} description={noHost.hint}>
          <EmptyState.Actions>
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/hosts/new" search={{}} {...props} />}
            >
              {t('hosts.add')}
            </Button>
          </EmptyState.Actions>
        </EmptyState>
      )}
      {hostId !== null && children(hostId)}
    </Page>
  )
}
