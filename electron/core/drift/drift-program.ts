import left from '#core/backends/shell/left.sh?raw'
import { randomBytes } from 'node:crypto'
import drift from './drift.sh?raw'

/** The read-only sh program that tells what runs left and what is there now; run as root, it prints what `parseDrift` reads. */
export function driftProgram(): string {
  return [`mark=${randomBytes(16).toString('hex')}`, left, drift].join('\n')
}
