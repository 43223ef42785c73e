import { message } from '#shared/message.ts'
import type { Notice } from '#shared/model/plan.ts'

/** Milliseconds beyond which two clocks are no longer a matter of a slow connection. */
const tolerance = 10 * 60_000

/**
 * A notice where the server's clock and ours are more than ten minutes apart: certificates, signatures of package lists and the
 * dates of mail go by the server's.
 */
export function clockNotices(serverTime: string, now: Date): readonly Notice[] {
  if (Math.abs(Date.parse(serverTime) - now.getTime()) <= tolerance) return []
  const told = { server: minutes(new Date(serverTime)), own: minutes(now) }
  return [{ blocking: false, message: message('plan.engineClockOff', told) }]
}

function minutes(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
