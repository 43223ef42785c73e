import type { Localised } from '../../message.ts'
import type { wizard as en } from '../en/wizard.ts'

export const wizard: Localised<typeof en> = {}
