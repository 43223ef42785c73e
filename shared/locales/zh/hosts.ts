import type { Localised } from '../../message.ts'
import type { hosts as en } from '../en/hosts.ts'

export const hosts: Localised<typeof en> = {}
