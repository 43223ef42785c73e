import { Page } from '../../components/page.tsx'
import { useText } from '../../i18n.ts'

export function MailScreen() {
  const t = useText()
  return <Page title={t('common.mail')}>{null}</Page>
}
