import { z } from 'zod'
import type { Message } from '../message.ts'

/** Messages within messages go no deeper: whoever translates them follows them down. */
const deepest = 64

/** A message as it crosses the wire; keys are checked by the compiler where messages are made, not here. */
export const messageSchema: z.ZodType<Message> = z.custom<Message>((value) => isMessage(value, deepest))

function isMessage(value: unknown, depth: number): boolean {
  if (depth === 0 || typeof value !== 'object' || value === null) return false
  if (!('key' in value) || typeof value.key !== 'string') return false
  const params: unknown = 'params' in value ? value.params : undefined
  if (params === undefined) return true
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return false
  return Object.values(params).every(
    (param) => typeof param === 'string' || typeof param === 'number' || isMessage(param, depth - 1),
  )
}
