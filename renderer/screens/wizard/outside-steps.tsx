import { Button, Text } from '@mantine/core'
import type { DraftFields } from '#shared/model/draft.ts'
import { ownNameServer } from '#shared/model/name-server.ts'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n.ts'
import classes from './outside-steps.module.css'
import { stepTitle } from './wizard-steps.ts'

interface OutsideStepsProps {
  readonly fields: DraftFields
  readonly connectedTo: string
  readonly onDnsStep: () => void
}

/** What no run on the server can do: the domain's records elsewhere, the reverse name, and the ports that a provider blocks. */
export function OutsideSteps({ fields, connectedTo, onDnsStep }: OutsideStepsProps) {
  const t = useText()
  const [domain, hostname] = [fields.domain.trim(), fields.hostname.trim()]
  const address = fields.address.trim() === '' ? connectedTo : fields.address.trim()
  return (
    <Panel title={t('wizard.outsideTitle')}>
      <Text size="sm" c="dimmed">
        {t('wizard.outsideLead')}
      </Text>
      <ul className={classes.list}>
        {fields.dnsProvider === 'bind' ? (
          <li>{t('wizard.outsideBind', { domain, server: ownNameServer(domain), address })}</li>
        ) : (
          <li>
            {t('wizard.outsideManual')}{' '}
            <Button size="compact-xs" variant="default" onClick={onDnsStep}>
              {t('wizard.goTo', { step: t(stepTitle.dns) })}
            </Button>
          </li>
        )}
        <li>{t('wizard.outsidePtr', { hostname, address })}</li>
        <li>{t('wizard.outsidePorts')}</li>
      </ul>
    </Panel>
  )
}
