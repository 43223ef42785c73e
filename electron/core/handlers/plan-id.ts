import { randomBytes } from 'node:crypto'

/** A fresh id for a plan and its run: letters, digits and a hyphen; ids sort by time. */
export function newPlanId(now: Date): string {
  const time = now.toISOString().replace(/[-:]|\.\d+|Z$/g, '')
  return `${time}-${randomBytes(4).toString('hex')}`
}
