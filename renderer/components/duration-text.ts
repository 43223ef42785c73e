import { localeOf, useLanguage } from '../i18n.ts'

/** A duration in milliseconds as a clock shows it: `0:07`, `12:40`, `1:02:03`. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** Prints milliseconds as one short quantity (`42ms`, `3.2s`, `2m`) in the window's language. */
export function useDurationText(): (milliseconds: number) => string {
  const locale = localeOf(useLanguage())
  return (milliseconds) => {
    const [value, unit, digits] =
      milliseconds < 1000
        ? ([milliseconds, 'millisecond', 0] as const)
        : milliseconds < 120_000
          ? ([milliseconds / 1000, 'second', milliseconds < 10_000 ? 1 : 0] as const)
          : ([milliseconds / 60_000, 'minute', 1] as const)
    const style = { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: digits } as const
    return new Intl.NumberFormat(locale, style).format(value)
  }
}

/** Prints octets as bytes, kB or MB in the window's language. */
export function useSizeText(): (octets: number) => string {
  const locale = localeOf(useLanguage())
  return (octets) => {
    const [value, unit] =
      octets < 1000
        ? ([octets, 'byte'] as const)
        : octets < 1_000_000
          ? ([octets / 1000, 'kilobyte'] as const)
          : ([octets / 1_000_000, 'megabyte'] as const)
    const style = {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
      maximumFractionDigits: value < 10 ? 1 : 0,
    } as const
    return new Intl.NumberFormat(locale, style).format(value)
  }
}
