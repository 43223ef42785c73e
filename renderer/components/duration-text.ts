import { durationMessage } from '#shared/duration.ts'
import { localeOf, useLanguage, useMessageText } from '../i18n.ts'

/** A duration in milliseconds as a clock shows it: `0:07`, `12:40`, `1:02:03`. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** Prints milliseconds as a short duration in the window's language. */
export function useDurationText(): (milliseconds: number) => string {
  const print = useMessageText()
  return (milliseconds) => print(durationMessage(milliseconds))
}

/** Prints octets as B, kB or MB, written as the window's language writes numbers. */
export function useSizeText(): (octets: number) => string {
  const locale = localeOf(useLanguage())
  return (octets) => {
    const [value, unit] =
      octets < 1000
        ? ([octets, 'B'] as const)
        : octets < 1_000_000
          ? ([octets / 1000, 'kB'] as const)
          : ([octets / 1_000_000, 'MB'] as const)
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 })
    return `${number.format(value)} ${unit}`
  }
}
