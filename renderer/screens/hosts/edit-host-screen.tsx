import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'

export function NewHostScreen() {
  const t = useText()
  return <Page title={t('common.hosts')}>{null}</Page>
}

export function EditHostScreen() {
  const t = useText()
  return <Page title={t('common.hosts')}>{null}</Page>
}
