import type { Localised } from '../../message.ts'
import type { settings as en } from '../en/settings.ts'

export const settings: Localised<typeof en> = {}
