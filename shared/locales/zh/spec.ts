import type { Localised } from '../../message.ts'
import type { spec as en } from '../en/spec.ts'

export const spec: Localised<typeof en> = {}
