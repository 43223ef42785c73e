import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'

export function DraftsScreen() {
  const t = useText()
  return <Page title={t('common.setUp')}>{null}</Page>
}
