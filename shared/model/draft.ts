import { z } from 'zod'
import { runState } from './run.ts'

export const wizardStep = z.enum(['host', 'domain', 'dns', 'mail', 'mailboxes', 'review', 'apply', 'test'])
export type WizardStep = z.infer<typeof wizardStep>

/** A wizard in the middle of being filled in: every field as typed, valid or not. */
export const draftFields = z.object({
  domain: z.string(),
  hostname: z.string(),
  address: z.string(),
  dnsProvider: z.enum(['bind', 'manual']),
  forwarders: z.array(z.string()),
  useForServer: z.boolean(),
  accounts: z.enum(['virtual', 'system']),
  access: z.enum(['tls', 'tutorial']),
  trustedNetworks: z.array(z.string()),
  /** `password` is what was typed in this field; empty with `hasPassword` true: a stored one is kept. */
  mailboxes: z.array(z.object({ name: z.string(), password: z.string(), hasPassword: z.boolean() })),
  aliases: z.array(z.object({ name: z.string(), to: z.array(z.string()) })),
})
export type DraftFields = z.infer<typeof draftFields>

/** What a draft is before anything was typed. */
export const emptyFields: DraftFields = {
  domain: '',
  hostname: '',
  address: '',
  dnsProvider: 'bind',
  forwarders: [],
  useForServer: true,
  accounts: 'virtual',
  access: 'tls',
  trustedNetworks: [],
  mailboxes: [],
  aliases: [],
}

export const draft = z.object({
  id: z.string(),
  hostId: z.string().nullable(),
  step: wizardStep,
  fields: draftFields,
  /** The last plan made from it, and the run that applied it. */
  planId: z.string().nullable(),
  runId: z.string().nullable(),
  updatedAt: z.string(),
})
export type Draft = z.infer<typeof draft>

/** How far the server is with what a draft describes, as this computer knows it. */
export const draftProgress = z.object({
  /** The state of the run that applied its present plan; null before that. */
  run: runState.nullable(),
  /** Whether something that was set up from here stands on its host. */
  standing: z.boolean(),
  /** Whether the last mail test of what stands there was green, and that is what the draft's plan wants. */
  proved: z.boolean(),
})
export type DraftProgress = z.infer<typeof draftProgress>
