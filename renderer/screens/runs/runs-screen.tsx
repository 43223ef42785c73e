import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'

export function RunsScreen() {
  const t = useText()
  return <Page title={t('common.runs')}>{null}</Page>
}
