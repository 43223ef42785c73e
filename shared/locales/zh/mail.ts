import type { Localised } from '../../message.ts'
import type { mail as en } from '../en/mail.ts'

export const mail: Localised<typeof en> = {}
