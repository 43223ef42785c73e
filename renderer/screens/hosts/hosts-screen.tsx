import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'

export function HostsScreen() {
  const t = useText()
  return <Page title={t('common.hosts')}>{null}</Page>
}
