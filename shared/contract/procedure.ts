import { oc } from '@orpc/contract'
import { z } from 'zod'
import { messageSchema } from '../model/message-schema.ts'

/** What crosses the wire when a call fails: words, a next step, evidence. */
export const failureData = z.object({
  code: z.string(),
  message: messageSchema,
  next: messageSchema,
  evidence: z.string().optional(),
})
export type FailureData = z.infer<typeof failureData>

/** The base of every procedure: its only error is FAILURE, with words for people. */
export const procedure = oc.errors({ FAILURE: { data: failureData } })
