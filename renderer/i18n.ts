import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { listMessage } from '#shared/list-message.ts'
import { message, type Message, type MessageArguments, type MessageKey } from '#shared/message.ts'
import { languages, type Language } from '#shared/language.ts'
import { translate } from '#shared/translate.ts'

/** Prints the text of a key in the language of the window; keys and placeholders are checked by the compiler. */
export type Text = <K extends MessageKey>(key: K, ...args: MessageArguments<K>) => string

/** `t('wizard.title')` in the window's language; components that use it follow a change of language at once. */
export function useText(): Text {
  const { i18n } = useTranslation()
  return useCallback<Text>((key, ...args) => translate(i18n, message(key, ...args)), [i18n])
}

/** Prints messages that came from the core. */
export function useMessageText(): (text: Message) => string {
  const { i18n } = useTranslation()
  return useCallback((text: Message) => translate(i18n, text), [i18n])
}

/** Joins several values as the language does it. */
export function useListText(): (items: readonly string[]) => string {
  const print = useMessageText()
  return (items) => {
    const list = listMessage(items)
    return typeof list === 'object' ? print(list) : String(list)
  }
}

/** Puts sentences one after another: with a space between them where the language has one; empty ones are left out. */
export function useSentences(): (...sentences: string[]) => string {
  const between = useLanguage() === 'zh' ? '' : ' '
  return (...sentences) => sentences.filter((sentence) => sentence !== '').join(between)
}

/** The window's language. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return languages.find((language) => language === i18n.language) ?? 'en'
}

const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' }

/** The locale name for `Intl` and for `<html lang>`. */
export function localeOf(language: Language): string {
  return locales[language]
}

// To make one takes longer than to draw a row.
const dateFormat = (language: Language) =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' })
const dateFormats: Record<Language, Intl.DateTimeFormat> = { zh: dateFormat('zh'), en: dateFormat('en') }

/** Prints an ISO 8601 time as date and time of this computer's zone. */
export function useDateText(): (iso: string) => string {
  const format = dateFormats[useLanguage()]
  return (iso) => format.format(new Date(iso))
}
