import { Button, FileButton, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { HostProfile } from '#shared/model/host-profile.ts'
import { SecretInput } from '../../components/secret-input.tsx'
import { useText } from '../../i18n.ts'
import classes from './host-form.module.css'
import type { HostForm } from './host-form-state.ts'

interface LoginFieldsProps {
  readonly form: HostForm
  readonly stored: HostProfile | undefined
  readonly change: (part: Partial<HostForm>) => void
  /** What is wrong with a field, once it is to be said. */
  readonly errorOf: (name: string) => string | null
}

function KeyText({ form, stored, change, errorOf }: LoginFieldsProps) {
  const t = useText()
  const [read, setRead] = useState<{ file: string; ok: boolean } | null>(null)
  const hasKey = stored?.auth.kind === 'key' && stored.auth.hasKey
  const readFile = async (file: File | null) => {
    if (file === null) return
    try {
      // A key file is a few kilobytes; what is larger is another file chosen by mistake.
      if (file.size > 100_000) throw new RangeError(file.name)
      change({ privateKey: await file.text() })
      setRead({ file: file.name, ok: true })
    } catch {
      setRead({ file: file.name, ok: false })
    }
  }
  return (
    <Stack gap="xs">
      <Textarea
        label={t('hosts.privateKey')}
        description={t('hosts.privateKeyHelp')}
        placeholder={hasKey ? t('hosts.savedSecret') : '-----BEGIN OPENSSH PRIVATE KEY-----'}
        value={form.privateKey ?? ''}
        error={read?.ok === false ? t('hosts.keyUnreadable') : errorOf('privateKey')}
        name="privateKey"
        required={!hasKey}
        rows={5}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: classes.keyText }}
        onChange={(event) => {
          const typed = event.currentTarget.value
          change({ privateKey: typed === '' ? undefined : typed })
          setRead(null)
        }}
      />
      <Group gap="sm">
        <FileButton onChange={(file) => void readFile(file)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="xs"
              leftSection={<IconFileUpload size={16} stroke={1.6} aria-hidden />}
            >
              {t('hosts.chooseKey')}
            </Button>
          )}
        </FileButton>
        {read?.ok === true && (
          <Text size="sm" c="dimmed" role="status">
            {t('hosts.keyRead', { file: read.file })}
          </Text>
        )}
      </Group>
      <SecretInput
        label={t('hosts.passphrase')}
        description={t('hosts.passphraseHelp')}
        value={form.passphrase}
        onChange={(passphrase) => change({ passphrase })}
        stored={stored?.auth.kind === 'key' && stored.auth.hasPassphrase}
        forgettable
      />
    </Stack>
  )
}

/** How one logs in: password, private key or agent, and the sudo password of users other than root. */
export function LoginFields({ form, stored, change, errorOf }: LoginFieldsProps) {
  const t = useText()
  const label = useId()
  const hasPassword = stored?.auth.kind === 'password' && stored.auth.hasPassword
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" fw={500} id={label} mb={4}>
          {t('hosts.authentication')}
        </Text>
        <SegmentedControl
          aria-labelledby={label}
          value={form.authKind}
          onChange={(authKind) => change({ authKind })}
          data={[
            { value: 'password', label: t('hosts.authPassword') },
            { value: 'key', label: t('hosts.authKey') },
            { value: 'agent', label: t('hosts.authAgent') },
          ]}
        />
      </div>
      {form.authKind === 'password' && (
        <SecretInput
          label={t('hosts.password')}
          description={t('hosts.passwordHelp')}
          value={form.password}
          onChange={(password) => change({ password })}
          name="password"
          error={errorOf('password')}
          required={!hasPassword}
          stored={hasPassword}
        />
      )}
      {form.authKind === 'key' && <KeyText form={form} stored={stored} change={change} errorOf={errorOf} />}
      {form.authKind === 'agent' && (
        <Text size="sm" c="dimmed">
          {t('hosts.agentHelp')}
        </Text>
      )}
      {form.user.trim() !== 'root' && (
        <SecretInput
          label={t('hosts.sudoPassword')}
          description={t('hosts.sudoHelp')}
          value={form.sudoPassword}
          onChange={(sudoPassword) => change({ sudoPassword })}
          stored={stored?.hasSudoPassword === true}
          forgettable
        />
      )}
    </Stack>
  )
}
