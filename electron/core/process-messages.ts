import { z } from 'zod'
import { settings } from '#shared/contract/settings.ts'
import { failureData } from '#shared/model/failure-data.ts'

/** Bytes as they come through `serialization: 'advanced'`. */
const bytes = z.instanceof(Uint8Array)
/** A page's message as the contract's library wrote it; nobody between looks inside. */
const wire = z.union([z.string(), bytes, z.instanceof(ArrayBuffer)])

/** What the shell says to the core's process. */
export const toCore = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    dataDirectory: z.string(),
    version: z.string(),
    locale: z.string(),
    hasKeychain: z.boolean(),
  }),
  z.object({ kind: z.literal('page'), page: z.int(), data: wire }),
  z.object({ kind: z.literal('pageClosed'), page: z.int() }),
  z.object({ kind: z.literal('settings'), settings }),
  z.object({ kind: z.literal('keychain'), ask: z.int(), answer: bytes.nullable(), refusal: z.string() }),
])
export type ToCore = z.infer<typeof toCore>

/** What the core's process says to the shell. */
export const fromCore = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), settings, logFile: z.string() }),
  z.object({ kind: z.literal('failed'), failure: failureData }),
  z.object({ kind: z.literal('page'), page: z.int(), data: wire }),
  z.object({ kind: z.literal('settings'), settings }),
  z.object({ kind: z.literal('keychain'), ask: z.int(), act: z.enum(['wrap', 'unwrap']), key: bytes }),
])
export type FromCore = z.infer<typeof fromCore>
