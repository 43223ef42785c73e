// Mantine's styles first: those of our own components come after them and win.
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { i18n } from 'i18next'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createI18n } from '#shared/translate.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { LiveSettings } from './components/live-settings.tsx'
import { accessTo, CoreContext, makeQueryClient, type Core } from './query.ts'
import { makeRouter } from './routes.tsx'
import { adoptThemeVariables, theme } from './theme.ts'
import './styles/base.css'

function App({ core, texts, settings }: { core: Core; texts: i18n; settings: Settings }) {
  const [access] = useState(() => accessTo(core))
  const [queryClient] = useState(makeQueryClient)
  const [router] = useState(makeRouter)
  return (
    <I18nextProvider i18n={texts}>
      <MantineProvider
        theme={theme}
        defaultColorScheme={settings.theme}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <CoreContext value={access}>
            <LiveSettings initial={settings}>
              <ModalsProvider>
                <Notifications position="bottom-right" />
                <RouterProvider router={router} />
              </ModalsProvider>
            </LiveSettings>
          </CoreContext>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  )
}

/** Shows the app in the element, in the language and theme that the core remembers. */
export async function mountApp(root: HTMLElement, core: Core): Promise<void> {
  adoptThemeVariables()
  const settings = await core.settings.get()
  createRoot(root).render(
    <StrictMode>
      <App core={core} texts={createI18n(settings.language)} settings={settings} />
    </StrictMode>,
  )
}
