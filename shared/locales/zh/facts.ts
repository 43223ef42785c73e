import type { Localised } from '../../message.ts'
import type { facts as en } from '../en/facts.ts'

export const facts: Localised<typeof en> = {}
