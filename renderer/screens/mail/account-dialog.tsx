import { Button, Group, Modal, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailAccount } from '#shared/contract/mail.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { useMessageText, useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import { accountProblems, emptyAccount, inputOf, valuesOf, type AccountValues } from './account-values.ts'
import classes from './mail-screen.module.css'
import { ServerFields } from './server-fields.tsx'

interface AccountDialogProps {
  /** The account to edit; null for a new one. */
  readonly account: MailAccount | null
  readonly onClose: () => void
  readonly onSaved: (account: MailAccount) => void
}

/** The form of a mail account; its password is written, never read back. */
export function AccountDialog({ account, onClose, onSaved }: AccountDialogProps) {
  const t = useText()
  const print = useMessageText()
  const { core, queries } = useCore()
  const client = useQueryClient()
  const [values, setValues] = useState(account === null ? emptyAccount : valuesOf(account))
  const [tried, setTried] = useState(false)
  const problems = accountProblems(values)
  const shown = tried ? problems : {}
  const save = useMutation({
    mutationFn: (typed: AccountValues) =>
      account === null
        ? core.mail.createAccount(inputOf(typed))
        : core.mail.updateAccount({ accountId: account.id, account: inputOf(typed) }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: queries.mail.key() })
      onSaved(saved)
    },
  })
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('common.close') }}
      opened
      onClose={onClose}
      size="xl"
      title={account === null ? t('mail.uiAccountAdd') : t('mail.uiAccountEdit')}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (Object.keys(problems).length === 0) save.mutate(values)
        }}
      >
        <Stack>
          <WhoFields
            values={values}
            kept={account?.hasPassword === true}
            addressError={shown.address && print({ key: shown.address })}
            loginError={shown.login && print({ key: shown.login })}
            onChange={setValues}
          />
          <ServerFields
            protocol="smtp"
            values={values.smtp}
            problems={shown}
            onChange={(smtp) => setValues({ ...values, smtp })}
          />
          <ServerFields
            protocol="pop3"
            values={values.pop3}
            problems={shown}
            onChange={(pop3) => setValues({ ...values, pop3 })}
          />
          {save.error !== null && <FailureAlert error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('mail.uiCancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('mail.uiSave')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface WhoFieldsProps {
  readonly values: AccountValues
  /** Whether a password is stored already. */
  readonly kept: boolean
  readonly addressError: string | undefined
  readonly loginError: string | undefined
  readonly onChange: (values: AccountValues) => void
}

function WhoFields({ values, kept, addressError, loginError, onChange }: WhoFieldsProps) {
  const t = useText()
  const { queries } = useCore()
  const hosts = useQuery(queries.hosts.list.queryOptions({ input: { search: '' } }))
  /** What was not typed by hand follows the address: the login, and the servers by the domain's custom. */
  const changeAddress = (address: string) => {
    const domain = address.split('@')[1] ?? ''
    const before = values.address.split('@')[1] ?? ''
    const guess = (host: string) => (host === '' || host === `mail.${before}` ? mailHost(domain) : host)
    onChange({
      ...values,
      address,
      login: values.login === values.address ? address : values.login,
      smtp: { ...values.smtp, host: guess(values.smtp.host) },
      pop3: { ...values.pop3, host: guess(values.pop3.host) },
    })
  }
  return (
    <div className={classes.fields}>
      <TextInput
        className={classes.fieldTwo}
        label={t('mail.uiAddress')}
        description={t('mail.uiAddressHint')}
        type="email"
        value={values.address}
        error={addressError}
        data-autofocus
        onChange={(event) => changeAddress(event.currentTarget.value)}
      />
      <TextInput
        className={classes.fieldTwo}
        label={t('mail.uiLogin')}
        description={t('mail.uiLoginHint')}
        value={values.login}
        error={loginError}
        spellCheck={false}
        onChange={(event) => onChange({ ...values, login: event.currentTarget.value })}
      />
      <PasswordInput
        className={classes.fieldTwo}
        label={t('mail.uiPassword')}
        description={kept ? t('mail.uiPasswordKept') : t('mail.uiPasswordNew')}
        autoComplete="off"
        value={values.password}
        visibilityToggleButtonProps={{ 'aria-label': t('common.showPassword') }}
        onChange={(event) => onChange({ ...values, password: event.currentTarget.value })}
      />
      <Select
        className={classes.fieldTwo}
        label={t('mail.uiHost')}
        description={t('mail.uiHostHint')}
        clearable
        data={(hosts.data ?? []).map((host) => ({ value: host.id, label: host.name }))}
        value={values.hostId}
        onChange={(hostId) => onChange({ ...values, hostId })}
      />
    </div>
  )
}

const mailHost = (domain: string) => (domain === '' ? '' : `mail.${domain}`)
