import type { Localised } from '../../message.ts'
import type { apply as en } from '../en/apply.ts'

export const apply: Localised<typeof en> = {}
