import type { Localised } from '../../message.ts'
import type { roles as en } from '../en/roles.ts'

export const roles: Localised<typeof en> = {}
