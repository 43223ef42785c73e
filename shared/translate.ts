import i18next, { type i18n } from 'i18next'
import type { Language } from './language.ts'
import { en } from './locales/en.ts'
import { zh } from './locales/zh.ts'
import type { Message, MessageParam } from './message.ts'

/** An i18next instance with both catalogs loaded; no text is fetched later. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance()
  void instance.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance
}

/** The finished sentence of a message, its nested messages translated too. */
export function translate(instance: i18n, message: Message, language?: Language): string {
  const params: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(message.params ?? {})) {
    params[name] = translateParam(instance, value, language)
  }
  // As `replace` no parameter can be taken for an option, whatever its name.
  return instance.t(message.key, {
    replace: params,
    // No text of ours names another by `$t(…)`; a key that a server makes up must not.
    nest: false,
    // By it i18next finds the singular, `…_one`, where a text has one.
    ...(typeof params['n'] === 'number' ? { count: params['n'] } : {}),
    ...(language ? { lng: language } : {}),
  })
}

function translateParam(instance: i18n, value: MessageParam, language?: Language): string | number {
  return typeof value === 'object' ? translate(instance, value, language) : value
}
