import type { Localised } from '../../message.ts'
import type { runs as en } from '../en/runs.ts'

export const runs: Localised<typeof en> = {}
