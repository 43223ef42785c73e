import type { Localised } from '../../message.ts'
import type { drift as en } from '../en/drift.ts'

export const drift: Localised<typeof en> = {}
