import { z } from 'zod'
import type { Message } from '../message.ts'

/** A message as it crosses the wire; keys are checked by the compiler where messages are made, not here. */
export const messageSchema: z.ZodType<Message> = z.custom<Message>(
  (value) => typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string',
)
