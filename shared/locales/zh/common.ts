import type { Localised } from '../../message.ts'
import type { common as en } from '../en/common.ts'

export const common: Localised<typeof en> = {}
