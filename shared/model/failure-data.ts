import { z } from 'zod'
import { messageSchema } from './message-schema.ts'

/** A failure as it is sent and kept: words, a next step, evidence. */
export const failureData = z.object({
  code: z.string(),
  message: messageSchema,
  next: messageSchema,
  evidence: z.string().optional(),
})
export type FailureData = z.infer<typeof failureData>
