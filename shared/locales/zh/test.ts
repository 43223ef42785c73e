import type { Localised } from '../../message.ts'
import type { test as en } from '../en/test.ts'

export const test: Localised<typeof en> = {}
