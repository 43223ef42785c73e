import { Anchor, Group, Stack, Text, TextInput } from '@mantine/core'
import { Field } from '../../components/field.tsx'
import { useSentences, useText } from '../../i18n.ts'
import { addressOf, hostnameAfter } from './fact-defaults.ts'
import type { WizardForm } from './wizard-form.ts'

/** The value that was read from the server, with a button to take it. */
function FromServer({ value, onUse }: { value: string; onUse: () => void }) {
  const t = useText()
  return (
    <Group gap="xs" mt={6}>
      <Text size="xs" c="dimmed">
        {t('wizard.fromServer', { value })}
      </Text>
      <Anchor component="button" type="button" size="xs" underline="always" onClick={onUse}>
        {t('wizard.useIt')}
      </Anchor>
    </Group>
  )
}

/** Domain, mail host name and address. */
export function DomainStep({ form, connectedTo }: { form: WizardForm; connectedTo: string }) {
  const t = useText()
  const sentences = useSentences()
  const { fields, change, errorOf, facts } = form
  const found = facts === null ? '' : addressOf(facts, connectedTo)

  const changeDomain = (domain: string) => {
    change({ domain, hostname: hostnameAfter(fields, domain, facts) }, ['domain'])
  }

  return (
    <Stack gap="xl">
      <Field
        label={t('wizard.domain')}
        explanation={{
          tutorial: t('wizard.domainTutorial'),
          example: t('wizard.domainExample'),
        }}
      >
        <TextInput
          name="domain"
          label={t('wizard.domain')}
          description={t('wizard.domainWhat')}
          placeholder="example.com"
          value={fields.domain}
          error={errorOf('domain')}
          spellCheck={false}
          autoCapitalize="none"
          onChange={(event) => changeDomain(event.currentTarget.value)}
        />
      </Field>
      <Field
        label={t('wizard.hostname')}
        explanation={{
          tutorial: t('wizard.hostnameTutorial'),
          example: t('wizard.hostnameExample'),
        }}
      >
        <TextInput
          name="hostname"
          label={t('wizard.hostname')}
          description={t('wizard.hostnameWhat')}
          placeholder="mail.example.com"
          value={fields.hostname}
          error={errorOf('hostname')}
          spellCheck={false}
          autoCapitalize="none"
          onChange={(event) => change({ hostname: event.currentTarget.value })}
        />
        {facts !== null && facts.hostname.includes('.') && facts.hostname !== fields.hostname && (
          <FromServer value={facts.hostname} onUse={() => change({ hostname: facts.hostname })} />
        )}
      </Field>
      <Field
        label={t('wizard.address')}
        explanation={{
          tutorial: t('wizard.addressTutorial'),
          example: t('wizard.addressExample'),
        }}
      >
        <TextInput
          name="address"
          label={t('wizard.address')}
          description={sentences(t('wizard.addressWhat'), t('wizard.addressDefault'))}
          placeholder={found === '' ? '203.0.113.5' : found}
          value={fields.address}
          error={errorOf('address')}
          spellCheck={false}
          onChange={(event) => change({ address: event.currentTarget.value })}
        />
        {found !== '' && found !== fields.address && (
          <FromServer value={found} onUse={() => change({ address: found })} />
        )}
      </Field>
    </Stack>
  )
}
