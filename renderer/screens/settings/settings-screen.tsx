import { Loader, SegmentedControl, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import type { Settings } from '#shared/contract/settings.ts'
import { FailureAlert } from '../../components/failure-alert.tsx'
import { Page } from '../../components/page.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../i18n.ts'
import { useCore } from '../../query.ts'
import classes from './settings-screen.module.css'
import { VaultSettings } from './vault-settings.tsx'

function Setting({ label, children }: { label: string; children: (labelId: string) => ReactNode }) {
  const id = useId()
  return (
    <div className={classes.setting}>
      <Text fw={500} id={id}>
        {label}
      </Text>
      {children(id)}
    </div>
  )
}

function Look() {
  const t = useText()
  const { core, queries } = useCore()
  const queryClient = useQueryClient()
  const settings = useQuery(queries.settings.get.queryOptions())
  const save = useMutation({
    mutationFn: (next: Settings) => core.settings.save(next),
    onSuccess: (saved) => queryClient.setQueryData(queries.settings.get.queryKey(), saved),
  })
  const error = settings.error ?? save.error
  if (settings.data === undefined)
    return error === null ? <Loader aria-label={t('common.loading')} /> : <FailureAlert error={error} />
  const { data } = settings
  return (
    <Panel>
      <Stack gap="md">
        {error !== null && <FailureAlert error={error} />}
        <Setting label={t('settings.uiLanguage')}>
          {(label) => (
            <SegmentedControl
              aria-labelledby={label}
              value={data.language}
              onChange={(language) => save.mutate({ ...data, language })}
              data={[
                { value: 'zh', label: t('settings.menuChinese') },
                { value: 'en', label: t('settings.menuEnglish') },
              ]}
            />
          )}
        </Setting>
        <Setting label={t('settings.uiTheme')}>
          {(label) => (
            <SegmentedControl
              aria-labelledby={label}
              value={data.theme}
              onChange={(theme) => save.mutate({ ...data, theme })}
              data={[
                { value: 'auto', label: t('settings.uiThemeAuto') },
                { value: 'light', label: t('settings.uiThemeLight') },
                { value: 'dark', label: t('settings.uiThemeDark') },
              ]}
            />
          )}
        </Setting>
      </Stack>
    </Panel>
  )
}

const modeText = {
  desktop: 'settings.uiModeDesktop',
  browser: 'settings.uiModeBrowser',
  terminal: 'settings.uiModeTerminal',
} as const

/** Language, look, the vault, and what the program says of itself. */
export function SettingsScreen() {
  const t = useText()
  const { queries } = useCore()
  const about = useQuery(queries.settings.about.queryOptions())
  return (
    <Page title={t('common.settings')} lead={t('settings.uiLead')} width="narrow">
      <Stack gap="lg">
        <Look />
        {about.error !== null && <FailureAlert error={about.error} onRetry={() => void about.refetch()} />}
        {about.data !== undefined && (
          <>
            <VaultSettings vault={about.data.vault} locked={about.data.locked} />
            <Panel title={t('settings.uiAbout')}>
              <dl className={classes.about}>
                <dt>{t('settings.uiVersion')}</dt>
                <dd>
                  {t('common.appName')} {about.data.version}
                </dd>
                <dt>{t('settings.uiRuntime')}</dt>
                <dd>{about.data.runtime}</dd>
                <dt>{t('settings.uiMode')}</dt>
                <dd>{t(modeText[about.data.mode])}</dd>
                <dt>{t('settings.uiData')}</dt>
                <dd>{about.data.dataDirectory}</dd>
              </dl>
              <Text size="sm" c="dimmed" mt="md">
                {t('settings.uiLicense')}
              </Text>
            </Panel>
          </>
        )}
      </Stack>
    </Page>
  )
}
