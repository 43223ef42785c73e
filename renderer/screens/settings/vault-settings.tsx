import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Panel } from '../../components/panel.tsx'
import { SecretInput } from '../../components/secret-input.tsx'
import { UnlockForm } from '../../components/vault-gate.tsx'
import { useNotice } from '../../components/use-notice.ts'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'

type VaultKind = 'keychain' | 'keyFile' | 'passphrase'

const kindText = {
  keychain: 'settings.uiVaultKeychain',
  keyFile: 'settings.uiVaultKeyFile',
  passphrase: 'settings.uiVaultPassphrase',
} as const

function usePassphrase(onDone: () => void) {
  const t = useText()
  const notice = useNotice()
  const { core, queries } = useCore()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (words: { current: string; next: string }) => core.settings.setPassphrase(words),
    onSuccess: async ({ set }) => {
      onDone()
      notice(t(set ? 'settings.uiPassphraseSet' : 'settings.uiPassphraseRemoved'))
      await queryClient.invalidateQueries({ queryKey: queries.settings.about.key() })
    },
  })
}

function PassphraseForm({ exists, onClose }: { exists: boolean; onClose: () => void }) {
  const t = useText()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [repeated, setRepeated] = useState('')
  const [tried, setTried] = useState(false)
  const save = usePassphrase(onClose)
  const differs = next !== repeated && (tried || repeated.length >= next.length) && repeated !== ''
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (next !== '' && next === repeated) save.mutate({ current, next })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw={420}>
        {exists && (
          <SecretInput
            label={t('settings.uiCurrent')}
            value={current}
            onChange={(value) => setCurrent(value ?? '')}
            autoComplete="current-password"
          />
        )}
        <SecretInput
          label={t('settings.uiNext')}
          value={next}
          onChange={(value) => setNext(value ?? '')}
          error={tried && next === '' ? t('settings.uiNextMissing') : null}
          autoComplete="new-password"
        />
        <SecretInput
          label={t('settings.uiRepeat')}
          value={repeated}
          onChange={(value) => setRepeated(value ?? '')}
          error={differs || (tried && next !== repeated) ? t('settings.uiDifferent') : null}
          autoComplete="new-password"
        />
        <Text size="sm" c="dimmed">
          {t('settings.uiForget')}
        </Text>
        {save.error !== null && <FailureAlert error={save.error} />}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending}>
            {t(exists ? 'settings.uiChangePassphrase' : 'settings.uiSetPassphrase')}
          </Button>
          {exists && (
            <Button
              variant="default"
              loading={save.isPending}
              onClick={() => save.mutate({ current, next: '' })}
            >
              {t('settings.uiRemovePassphrase')}
            </Button>
          )}
          <Button variant="subtle" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** How stored secrets are sealed; a passphrase is set, changed and removed here, and the vault unlocked. */
export function VaultSettings({ vault, locked }: { vault: VaultKind; locked: boolean }) {
  const t = useText()
  const [editing, setEditing] = useState(false)
  const exists = vault === 'passphrase'
  return (
    <Panel title={t('settings.uiVault')}>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <Badge variant="light" color={locked ? 'orange' : 'green'} tt="none" flex="none">
            {t(locked ? 'settings.uiLocked' : 'settings.uiUnlocked')}
          </Badge>
          <Text size="sm">{t(kindText[vault])}</Text>
        </Group>
        {locked && <UnlockForm vault={vault} />}
        {!locked && !editing && (
          <Group>
            <Button variant="default" onClick={() => setEditing(true)}>
              {t(exists ? 'settings.uiChangePassphrase' : 'settings.uiSetPassphrase')}
            </Button>
          </Group>
        )}
        {!locked && editing && <PassphraseForm exists={exists} onClose={() => setEditing(false)} />}
      </Stack>
    </Panel>
  )
}
