import { Button, Group, Stack, Switch, TagsInput, Text } from '@mantine/core'
import { useId } from 'react'
import { Field } from '../../components/field.tsx'
import { useText } from '../../i18n.ts'
import { ChoiceCards } from './choice-cards.tsx'
import { DnsRecords } from './dns-records.tsx'
import { forwardersOf } from './fact-defaults.ts'
import type { WizardForm } from './wizard-form.ts'

const presets = [
  { label: 'wizard.presetAli', address: '223.5.5.5' },
  { label: 'wizard.presetTencent', address: '119.29.29.29' },
  { label: 'wizard.preset114', address: '114.114.114.114' },
  { label: 'wizard.presetGoogle', address: '8.8.8.8' },
] as const

function Presets({ form }: { form: WizardForm }) {
  const t = useText()
  const label = useId()
  const { fields, change, facts } = form
  const own = facts === null ? [] : forwardersOf(facts)
  const has = (address: string) => fields.forwarders.includes(address)
  const toggle = (address: string) =>
    change({
      forwarders: has(address)
        ? fields.forwarders.filter((one) => one !== address)
        : [...fields.forwarders, address],
    })
  return (
    <Group gap="xs" mt="xs" role="group" aria-labelledby={label}>
      <Text size="xs" c="dimmed" id={label}>
        {t('wizard.presets')}
      </Text>
      {presets.map((preset) => (
        <Button
          key={preset.address}
          size="compact-sm"
          variant={has(preset.address) ? 'light' : 'default'}
          fw={500}
          aria-pressed={has(preset.address)}
          onClick={() => toggle(preset.address)}
        >
          {t(preset.label)} {preset.address}
        </Button>
      ))}
      {own.length > 0 && (
        <Button size="compact-sm" variant="default" fw={500} onClick={() => change({ forwarders: own })}>
          {t('wizard.presetServer')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant={fields.forwarders.length === 0 ? 'light' : 'default'}
        fw={500}
        aria-pressed={fields.forwarders.length === 0}
        onClick={() => change({ forwarders: [] })}
      >
        {t('wizard.forwardersNone')}
      </Button>
    </Group>
  )
}

function BindFields({ form }: { form: WizardForm }) {
  const t = useText()
  const { fields, change, errorOf } = form
  return (
    <>
      <Field
        label={t('wizard.forwarders')}
        explanation={{
          tutorial: t('wizard.forwardersTutorial'),
          example: t('wizard.forwardersExample'),
        }}
      >
        <TagsInput
          name="forwarders"
          label={t('wizard.forwarders')}
          description={t('wizard.forwardersWhat')}
          placeholder={t('wizard.forwardersPlaceholder')}
          value={fields.forwarders}
          error={errorOf('forwarders')}
          splitChars={[',', ';', ' ', '，', '；']}
          acceptValueOnBlur
          onChange={(forwarders) => change({ forwarders })}
        />
        <Presets form={form} />
      </Field>
      <Field
        label={t('wizard.useForServer')}
        explanation={{
          tutorial: t('wizard.useForServerTutorial'),
          example: t('wizard.useForServerExample'),
        }}
      >
        <Switch
          name="useForServer"
          label={t('wizard.useForServer')}
          description={t('wizard.useForServerWhat')}
          checked={fields.useForServer}
          onChange={(event) => change({ useForServer: event.currentTarget.checked })}
          pr={40}
        />
      </Field>
    </>
  )
}

/** Who serves the zone: BIND on the server, or a provider where the records are pasted. */
export function DnsStep({ form, connectedTo }: { form: WizardForm; connectedTo: string }) {
  const t = useText()
  const { fields, change } = form
  return (
    <Stack gap="xl">
      <Field
        label={t('wizard.provider')}
        explanation={{
          tutorial: t('wizard.providerTutorial'),
          example: t('wizard.providerExample'),
        }}
      >
        <ChoiceCards
          name="dnsProvider"
          label={t('wizard.provider')}
          description={t('wizard.providerWhat')}
          value={fields.dnsProvider}
          onChange={(dnsProvider) => change({ dnsProvider })}
          choices={[
            { value: 'bind', title: t('wizard.providerBind'), text: t('wizard.providerBindWhat') },
            { value: 'manual', title: t('wizard.providerManual'), text: t('wizard.providerManualWhat') },
          ]}
        />
      </Field>
      {fields.dnsProvider === 'bind' ? (
        <BindFields form={form} />
      ) : (
        <DnsRecords fields={fields} connectedTo={connectedTo} />
      )}
    </Stack>
  )
}
