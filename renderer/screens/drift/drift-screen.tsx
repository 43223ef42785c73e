import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { HostPage } from '../../components/host-page.tsx'
import { useChosenHost } from '../../components/host-picker.tsx'
import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { PlanReview } from '../plan/plan-review.tsx'
import { RunProgress } from '../run/run-progress.tsx'
import { DriftOfHost } from './drift-of-host.tsx'

interface PuttingBack {
  readonly hostId: string
  readonly planId: string
  readonly approved: boolean
}

/** What others changed on a host since the last run: seen, kept, or put back by a plan of its own. */
export function DriftScreen() {
  const t = useText()
  const client = useQueryClient()
  const { queries } = useCore()
  const { host } = useSearch({ from: '/drift' })
  const chosen = useChosenHost()
  const [putting, setPutting] = useState<PuttingBack | null>(null)
  const follow = useEffectEvent((wanted: string) => chosen.choose(wanted))
  useEffect(() => {
    if (host !== undefined) follow(host)
  }, [host])
  const back = () => {
    setPutting(null)
    void client.invalidateQueries({ queryKey: queries.drift.key() })
  }
  if (putting !== null)
    return (
      <Page
        title={t('drift.putBackTitle')}
        lead={t('drift.putBackLead')}
        actions={
          <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={back}>
            {t('drift.backToList')}
          </Button>
        }
      >
        {putting.approved ? (
          <RunProgress
            hostId={putting.hostId}
            request={{ kind: 'apply', planId: putting.planId }}
            onDone={back}
            onNewPlan={back}
          />
        ) : (
          <PlanReview
            planId={putting.planId}
            hostId={putting.hostId}
            onApprove={() => setPutting({ ...putting, approved: true })}
            onBack={back}
            onNothingToDo={back}
          />
        )}
      </Page>
    )
  return (
    <HostPage
      title={t('drift.title')}
      lead={t('drift.lead')}
      chosen={chosen}
      noHost={{ title: t('drift.noHost'), hint: t('drift.noHostHint') }}
    >
      {(hostId) => (
        <DriftOfHost
          key={hostId}
          hostId={hostId}
          onPlan={(planId) => setPutting({ hostId, planId, approved: false })}
        />
      )}
    </HostPage>
  )
}
