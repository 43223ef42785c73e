/** The languages of the program, in the order in which they are offered. */
export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** The language that a locale name such as `zh_CN.UTF-8` or `en-US` asks for; English for all but Chinese. */
export function languageOfLocale(locale: string | undefined): Language {
  return /^zh\b|^zh[_-]/i.test(locale ?? '') ? 'zh' : 'en'
}
