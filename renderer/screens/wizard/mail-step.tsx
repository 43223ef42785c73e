import { Alert, Stack, TagsInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Field } from '../../components/field.tsx'
import { useText } from '../../i18n.ts'
import { ChoiceCards } from './choice-cards.tsx'
import type { WizardForm } from './wizard-form.ts'

function LabNetworks({ form }: { form: WizardForm }) {
  const t = useText()
  return (
    <>
      <Alert
        color="orange"
        icon={<IconAlertTriangle aria-hidden />}
        title={t('wizard.labWarningTitle')}
        role="note"
      >
        {t('wizard.labWarning')}
      </Alert>
      <Field
        label={t('wizard.networks')}
        explanation={{
          tutorial: t('wizard.networksTutorial'),
          example: t('wizard.networksExample'),
        }}
      >
        <TagsInput
          name="trustedNetworks"
          label={t('wizard.networks')}
          description={t('wizard.networksWhat')}
          placeholder={t('wizard.networksPlaceholder')}
          value={form.fields.trustedNetworks}
          error={form.errorOf('trustedNetworks')}
          splitChars={[',', ';', ' ', '，', '；']}
          acceptValueOnBlur
          onChange={(trustedNetworks) => form.change({ trustedNetworks })}
        />
      </Field>
    </>
  )
}

/** Whose the mailboxes are, and whether passwords may travel in clear. */
export function MailStep({ form }: { form: WizardForm }) {
  const t = useText()
  const { fields, change } = form
  return (
    <Stack gap="xl">
      <Field
        label={t('wizard.accounts')}
        explanation={{
          tutorial: t('wizard.accountsTutorial'),
          example: t('wizard.accountsExample'),
        }}
      >
        <ChoiceCards
          name="accounts"
          label={t('wizard.accounts')}
          description={t('wizard.accountsWhat')}
          value={fields.accounts}
          onChange={(accounts) => change({ accounts })}
          choices={[
            { value: 'virtual', title: t('wizard.accountsVirtual'), text: t('wizard.accountsVirtualWhat') },
            { value: 'system', title: t('wizard.accountsSystem'), text: t('wizard.accountsSystemWhat') },
          ]}
        />
      </Field>
      <Field
        label={t('wizard.access')}
        explanation={{
          tutorial: t('wizard.accessTutorial'),
          example: t('wizard.accessExample'),
        }}
      >
        <ChoiceCards
          name="access"
          label={t('wizard.access')}
          description={t('wizard.accessWhat')}
          value={fields.access}
          onChange={(access) => change({ access })}
          choices={[
            { value: 'tls', title: t('wizard.accessTls'), text: t('wizard.accessTlsWhat') },
            { value: 'tutorial', title: t('wizard.accessLab'), text: t('wizard.accessLabWhat') },
          ]}
        />
      </Field>
      {fields.access === 'tutorial' && <LabNetworks form={form} />}
    </Stack>
  )
}
