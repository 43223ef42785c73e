import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'

export function SettingsScreen() {
  const t = useText()
  return <Page title={t('common.settings')}>{null}</Page>
}
