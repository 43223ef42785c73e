import { message, type Message } from './message.ts'

/**
 * A duration for people, from milliseconds: `158 ms`, `5.6 s`, `42 s`, `1 min 7 s`, `5 min`, `1 h 5 min`, with the units of their
 * language. The same duration reads the same wherever it stands.
 */
export function durationMessage(milliseconds: number): Message {
  const whole = Math.max(0, Math.round(milliseconds))
  if (whole < 1000) return message('common.milliseconds', { n: whole })
  const seconds = whole < 9950 ? Math.round(whole / 100) / 10 : Math.round(whole / 1000)
  if (seconds < 60) return message('common.seconds', { n: seconds })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60)
    return seconds % 60 === 0
      ? message('common.minutes', { m: minutes })
      : message('common.minutesSeconds', { m: minutes, s: seconds % 60 })
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0
    ? message('common.hours', { h: hours })
    : message('common.hoursMinutes', { h: hours, m: minutes % 60 })
}
