import { useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/contract/settings.ts'
import { localeOf } from '../i18n.ts'
import { useCore } from '../query.ts'

// Mantine would switch transitions off by a <style> element meanwhile, which the Content-Security-Policy refuses.
const schemeOptions = { keepTransitions: true }

/** Applies language and theme now and whenever the core says that they changed, also from a menu or another window. */
export function LiveSettings({ initial, children }: { initial: Settings; children: ReactNode }) {
  const { core, queries } = useCore()
  const { i18n } = useTranslation()
  const { setColorScheme } = useMantineColorScheme(schemeOptions)
  const queryClient = useQueryClient()

  const apply = useEffectEvent((settings: Settings) => {
    queryClient.setQueryData(queries.settings.get.queryKey(), settings)
    document.documentElement.lang = localeOf(settings.language)
    setColorScheme(settings.theme)
    if (i18n.language !== settings.language) void i18n.changeLanguage(settings.language)
  })

  useEffect(() => {
    apply(initial)
    const stop = new AbortController()
    const follow = async () => {
      for await (const settings of await core.settings.watch(undefined, { signal: stop.signal }))
        apply(settings)
    }
    // A stream that ends with the window, or with the core, leaves the settings as they are.
    follow().catch(() => undefined)
    return () => stop.abort()
  }, [core, initial])

  return children
}
