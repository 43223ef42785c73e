import { Button, Loader, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { FirstSteps } from './first-steps.tsx'
import { HostCard } from './host-card.tsx'
import classes from './hosts-screen.module.css'

/** All hosts with search; each can be tested, set up, edited, copied and deleted. */
export function HostsScreen() {
  const t = useText()
  const navigate = useNavigate()
  const { queries } = useCore()
  const { test } = useSearch({ from: '/hosts' })
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search, 150)
  const hosts = useQuery(
    queries.hosts.list.queryOptions({ input: { search: settled.trim() }, placeholderData: keepPreviousData }),
  )
  const add = () => void navigate({ to: '/hosts/new', search: {} })
  const isFirst = hosts.data?.length === 0 && settled.trim() === '' && search === ''
  return (
    <Page
      title={t('common.hosts')}
      lead={isFirst ? undefined : t('hosts.lead')}
      actions={
        !isFirst && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
            {t('hosts.add')}
          </Button>
        )
      }
    >
      {hosts.error !== null && <FailureAlert error={hosts.error} onRetry={() => void hosts.refetch()} />}
      {hosts.isPending && <Loader aria-label={t('common.loading')} />}
      {isFirst && <FirstSteps onAdd={add} />}
      {hosts.data !== undefined && !isFirst && (
        <Stack gap="md">
          <div className={classes.tools}>
            <TextInput
              type="search"
              className={classes.search}
              aria-label={t('hosts.searchLabel')}
              placeholder={t('hosts.searchPlaceholder')}
              leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <Text size="sm" c="dimmed" role="status">
              {t('hosts.count', { count: hosts.data.length })}
            </Text>
          </div>
          {hosts.data.length === 0 && (
            <Stack align="flex-start" gap="xs" py="lg">
              <Text>{t('hosts.noneFound', { search: settled })}</Text>
              <Button variant="default" size="xs" onClick={() => setSearch('')}>
                {t('hosts.clearSearch')}
              </Button>
            </Stack>
          )}
          <ul className={classes.list}>
            {hosts.data.map((host) => (
              <li key={host.id}>
                <HostCard host={host} testAtOnce={host.id === test} />
              </li>
            ))}
          </ul>
        </Stack>
      )}
    </Page>
  )
}
