import { randomBytes } from 'node:crypto'

/** A fresh id of a plan and its run; ids sort by time. */
export function newRunId(now: Date): string {
  const time = now
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
    .replace('Z', '')
  return `${time}-${randomBytes(4).toString('hex')}`
}
