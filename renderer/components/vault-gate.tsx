import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode, type SyntheticEvent } from 'react'
import { useText } from '../i18n.ts'
import { useCore } from '../query.ts'
import { FailureAlert } from './failure-alert.tsx'
import { SecretInput } from './secret-input.tsx'
import classes from './vault-gate.module.css'

type VaultKind = 'keychain' | 'keyFile' | 'passphrase'

/**
 * Asks for the passphrase and unlocks the vault; `extra` stands beside the button. Of a vault that a keychain locks, which is
 * not within reach here, it says what to do.
 */
export function UnlockForm({ vault, extra }: { vault: VaultKind; extra?: ReactNode }) {
  const t = useText()
  if (vault !== 'keychain') return <PassphraseForm extra={extra} />
  return (
    <Stack gap="md" maw={520} align="flex-start">
      <Text>{t('failure.vaultKeychainMissingNext')}</Text>
      {extra}
    </Stack>
  )
}

function PassphraseForm({ extra }: { extra?: ReactNode }) {
  const t = useText()
  const { core } = useCore()
  const queryClient = useQueryClient()
  const [passphrase, setPassphrase] = useState('')
  const unlock = useMutation({
    mutationFn: () => core.settings.unlock({ passphrase }),
    // With the vault open, whatever failed for want of a secret can be asked for again.
    onSuccess: ({ unlocked }) => (unlocked ? queryClient.invalidateQueries() : undefined),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    unlock.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={420}>
        <SecretInput
          label={t('settings.uiPassphrase')}
          value={passphrase}
          onChange={(value) => setPassphrase(value ?? '')}
          error={unlock.data?.unlocked === false ? t('settings.uiUnlockWrong') : null}
          autoComplete="current-password"
        />
        {unlock.error !== null && <FailureAlert error={unlock.error} />}
        <Group gap="sm">
          <Button type="submit" loading={unlock.isPending}>
            {t('settings.uiUnlock')}
          </Button>
          {extra}
        </Group>
      </Stack>
    </form>
  )
}

/** Asks for the passphrase first when the vault is locked; one may also go on without. */
export function VaultGate({ children }: { children: ReactNode }) {
  const t = useText()
  const { queries } = useCore()
  const about = useQuery(queries.settings.about.queryOptions())
  const [later, setLater] = useState(false)
  if (about.data?.locked !== true || later) return children
  return (
    <div className={classes.gate}>
      <div className={classes.box}>
        <IconLock size={36} stroke={1.4} aria-hidden />
        <Title order={1} mt="sm">
          {t('settings.uiUnlockTitle')}
        </Title>
        <Text c="dimmed" mt={4} mb="lg">
          {t('settings.uiUnlockLead')}
        </Text>
        <UnlockForm
          vault={about.data.vault}
          extra={
            <Button variant="subtle" onClick={() => setLater(true)}>
              {t('settings.uiUnlockLater')}
            </Button>
          }
        />
      </div>
    </div>
  )
}
