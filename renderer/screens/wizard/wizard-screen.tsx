import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { Wizard } from './wizard.tsx'

/** The wizard on a stored draft, opened where it was left. */
export function WizardScreen() {
  const t = useText()
  const { queries } = useCore()
  const { draftId } = useParams({ from: '/setup/$draftId' })
  const { host } = useSearch({ from: '/setup/$draftId' })
  const stored = useQuery(
    queries.drafts.get.queryOptions({ input: { id: draftId }, staleTime: Number.POSITIVE_INFINITY }),
  )
  if (stored.data !== undefined) return <Wizard key={draftId} initial={stored.data} newHost={host ?? null} />
  return (
    <Page title={t('wizard.title')}>
      {stored.error === null ? (
        <Loader aria-label={t('common.loading')} />
      ) : (
        <FailureAlert error={stored.error} onRetry={() => void stored.refetch()} />
      )}
    </Page>
  )
}
