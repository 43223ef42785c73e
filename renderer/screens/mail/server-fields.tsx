import { Alert, Fieldset, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { MessageKey } from '#shared/message.ts'
import { useMessageText, useText } from '../../i18n.ts'
import { withTls, type AccountProblems, type Protocol, type ServerValues } from './account-values.ts'
import classes from './mail-screen.module.css'

const tlsNames = {
  smtp: { implicit: 'mail.uiTlsImplicit', starttls: 'mail.uiTlsStarttls', none: 'mail.uiTlsNone' },
  pop3: { implicit: 'mail.uiTlsImplicit', starttls: 'mail.uiTlsStls', none: 'mail.uiTlsNone' },
} as const satisfies Record<Protocol, Record<ServerValues['tls'], MessageKey>>
const tlsModes = ['implicit', 'starttls', 'none'] as const
const trusts = ['system', 'pinned', 'any'] as const
const trustNames = {
  system: 'mail.uiTrustSystem',
  pinned: 'mail.uiTrustPinned',
  any: 'mail.uiTrustAny',
} as const satisfies Record<ServerValues['trust'], MessageKey>

interface ServerFieldsProps {
  readonly protocol: Protocol
  readonly values: ServerValues
  readonly problems: AccountProblems
  readonly onChange: (values: ServerValues) => void
}

/** Where a mail server is, how the connection is encrypted, and whom to trust. */
export function ServerFields({ protocol, values, problems, onChange }: ServerFieldsProps) {
  const t = useText()
  const print = useMessageText()
  const error = (field: 'host' | 'port' | 'fingerprint') => {
    const key = problems[`${protocol}.${field}`]
    return key === undefined ? undefined : print({ key })
  }
  return (
    <Fieldset legend={protocol === 'smtp' ? t('mail.uiSmtp') : t('mail.uiPop3')} className={classes.fields}>
      <TextInput
        className={classes.fieldWide}
        label={t('mail.uiServer')}
        value={values.host}
        error={error('host')}
        spellCheck={false}
        onChange={(event) => onChange({ ...values, host: event.currentTarget.value })}
      />
      <NumberInput
        label={t('mail.uiPort')}
        value={values.port}
        error={error('port')}
        min={1}
        max={65535}
        allowDecimal={false}
        hideControls
        onChange={(port) => onChange({ ...values, port })}
      />
      <Select
        label={t('mail.uiTls')}
        allowDeselect={false}
        data={tlsModes.map((mode) => ({ value: mode, label: t(tlsNames[protocol][mode]) }))}
        value={values.tls}
        onChange={(value) => {
          const mode = tlsModes.find((one) => one === value)
          if (mode !== undefined) onChange(withTls(protocol, values, mode))
        }}
      />
      {values.tls !== 'none' && (
        <Select
          className={classes.fieldTwo}
          label={t('mail.uiTrust')}
          allowDeselect={false}
          data={trusts.map((kind) => ({ value: kind, label: t(trustNames[kind]) }))}
          value={values.trust}
          onChange={(value) => {
            const trust = trusts.find((one) => one === value)
            if (trust !== undefined) onChange({ ...values, trust })
          }}
        />
      )}
      {values.tls !== 'none' && values.trust === 'pinned' && (
        <TextInput
          className={classes.fieldAll}
          label={t('mail.uiFingerprint')}
          value={values.fingerprint}
          error={error('fingerprint')}
          spellCheck={false}
          onChange={(event) => onChange({ ...values, fingerprint: event.currentTarget.value })}
        />
      )}
      {values.tls !== 'none' && values.trust === 'system' && (
        <TextInput
          className={classes.fieldWide}
          label={t('mail.uiServerName')}
          description={t('mail.uiServerNameHint')}
          value={values.serverName}
          spellCheck={false}
          onChange={(event) => onChange({ ...values, serverName: event.currentTarget.value })}
        />
      )}
      {values.tls === 'none' && (
        <Alert className={classes.fieldAll} color="yellow" p="sm" icon={<IconAlertTriangle aria-hidden />}>
          <Text size="sm">{t('mail.uiTlsNoneWarning')}</Text>
        </Alert>
      )}
    </Fieldset>
  )
}
