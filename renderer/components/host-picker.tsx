import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HostProfile } from '#shared/model/host-profile.ts'
import { useText } from '../i18n.ts'
import { useCore } from '../query.ts'
import { hostLine } from './host-words.ts'

const remembered = 'mailwright.host'

/** Has the screens that show one host begin with this one. */
export function rememberHost(hostId: string): void {
  sessionStorage.setItem(remembered, hostId)
}

/** The hosts, undefined while they are read, which one is chosen, and how to choose another. */
export interface ChosenHost {
  readonly hosts: readonly HostProfile[] | undefined
  readonly hostId: string | null
  readonly choose: (hostId: string) => void
  readonly error: Error | null
}

/** The host that was chosen last, else the first. */
export function useChosenHost(): ChosenHost {
  const { queries } = useCore()
  const query = useQuery(queries.hosts.list.queryOptions({ input: { search: '' } }))
  const [wanted, setWanted] = useState(() => sessionStorage.getItem(remembered))
  const host = query.data?.find((one) => one.id === wanted) ?? query.data?.[0]
  const choose = (hostId: string) => {
    rememberHost(hostId)
    setWanted(hostId)
  }
  return { hosts: query.data, hostId: host?.id ?? null, choose, error: query.error }
}

interface HostPickerProps {
  readonly hosts: readonly HostProfile[]
  readonly hostId: string | null
  readonly onChoose: (hostId: string) => void
}

/** Chooses one of the hosts by name and address. */
export function HostPicker({ hosts, hostId, onChoose }: HostPickerProps) {
  const t = useText()
  return (
    <Select
      aria-label={t('runs.host')}
      w={340}
      maw="100%"
      allowDeselect={false}
      searchable={hosts.length > 8}
      data={hosts.map((host) => ({ value: host.id, label: hostLine(host) }))}
      value={hostId}
      onChange={(value) => {
        if (value !== null) onChoose(value)
      }}
    />
  )
}
