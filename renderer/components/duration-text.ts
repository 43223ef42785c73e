import { durationMessage } from '#shared/duration.ts'
import { useMessageText } from '../i18n.ts'

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
