import type { MessageKey } from '#shared/message.ts'
import { wizardStep, type Draft, type WizardStep } from '#shared/model/draft.ts'

/** The steps in their order. */
export const stepOrder = wizardStep.options

/** The steps that ask something; the later ones plan, apply and test. */
export const askingSteps = ['host', 'domain', 'dns', 'mail', 'mailboxes'] as const
export type AskingStep = (typeof askingSteps)[number]

/** Whether the step asks something. */
export function isAsking(step: WizardStep): step is AskingStep {
  return askingSteps.some((asking) => asking === step)
}

/** What a step is called. */
export const stepTitle = {
  host: 'wizard.stepHost',
  domain: 'wizard.stepDomain',
  dns: 'wizard.stepDns',
  mail: 'wizard.stepMail',
  mailboxes: 'wizard.stepMailboxes',
  review: 'wizard.stepReview',
  apply: 'wizard.stepApply',
  test: 'wizard.stepTest',
} as const satisfies Record<WizardStep, MessageKey>

/** What a step is about. */
export const stepLead = {
  host: 'wizard.hostLead',
  domain: 'wizard.domainLead',
  dns: 'wizard.dnsLead',
  mail: 'wizard.mailLead',
  mailboxes: 'wizard.mailboxesLead',
  review: 'wizard.reviewLead',
  apply: 'wizard.applyLead',
  test: 'wizard.testLead',
} as const satisfies Record<WizardStep, MessageKey>

/** The step `by` places further, within the first and the last. */
export function stepBeside(step: WizardStep, by: 1 | -1): WizardStep {
  return stepOrder[stepOrder.indexOf(step) + by] ?? step
}

/** The steps that a draft has been through when it is opened: those up to where it was left, and before whatever it holds. */
export function seenBefore({ step, planId, runId, fields }: Draft): ReadonlySet<WizardStep> {
  const furthest = [
    step,
    ...(fields.mailboxes.length > 0 ? (['mailboxes'] as const) : []),
    ...(planId !== null || runId !== null ? (['review'] as const) : []),
  ].map((one) => stepOrder.indexOf(one))
  return new Set(stepOrder.slice(0, Math.max(...furthest) + 1))
}
