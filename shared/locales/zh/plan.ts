import type { Localised } from '../../message.ts'
import type { plan as en } from '../en/plan.ts'

export const plan: Localised<typeof en> = {}
