import type { Localised } from '../../message.ts'
import type { cli as en } from '../en/cli.ts'

export const cli: Localised<typeof en> = {}
