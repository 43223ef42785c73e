import { useSearch } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { HostPage } from '../../components/host-page.tsx'
import { useChosenHost } from '../../components/host-picker.tsx'
import { useText } from '../../i18n.ts'
import { RehearsalOfHost } from './rehearsal-of-host.tsx'

/** How a host would fare under the next release of its system, tried on request. */
export function RehearsalScreen() {
  const t = useText()
  const { host } = useSearch({ from: '/rehearsal' })
  const chosen = useChosenHost()
  const follow = useEffectEvent((wanted: string) => chosen.choose(wanted))
  useEffect(() => {
    if (host !== undefined) follow(host)
  }, [host])
  return (
    <HostPage
      title={t('rehearsal.title')}
      lead={t('rehearsal.about')}
      chosen={chosen}
      noHost={{ title: t('rehearsal.noHost'), hint: t('rehearsal.noHostHint') }}
    >
      {(hostId) => <RehearsalOfHost key={hostId} hostId={hostId} />}
    </HostPage>
  )
}
