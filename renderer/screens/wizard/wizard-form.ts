import { useState } from 'react'
import type { Draft, DraftFields } from '#shared/model/draft.ts'
import { useMessageText } from '../../i18n.ts'
import { issuesOfDraft } from './draft-issues.ts'
import type { Facts } from './fact-defaults.ts'
import type { EditedDraft } from './use-draft.ts'
import { askingSteps, type AskingStep } from './wizard-steps.ts'

/** What a step sees of the wizard. */
export interface WizardForm {
  readonly draft: Draft
  readonly fields: DraftFields
  readonly facts: Facts | null
  /** Changes fields; the plan made before no longer stands. `touched` are the paths whose findings may now be shown. */
  readonly change: (part: Partial<DraftFields>, touched?: readonly string[]) => void
  /** The finding of a path or below it, once that was touched or the step was tried. */
  readonly errorOf: (path: string) => string | null
}

/** The steps' view of a draft, and which steps are complete. */
export function useWizardForm(edited: EditedDraft, facts: Facts | null) {
  const messageText = useMessageText()
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState<ReadonlySet<AskingStep>>(new Set())
  const { draft, update } = edited
  const issues = issuesOfDraft(draft.hostId, draft.fields)

  const errorOf = (path: string) => {
    for (const step of askingSteps) {
      for (const [at, text] of issues[step]) {
        const isHere = at === path || at.startsWith(`${path}.`)
        if (isHere && (tried.has(step) || touched.has(path) || touched.has(at))) return messageText(text)
      }
    }
    return null
  }
  const change: WizardForm['change'] = (part, paths = Object.keys(part)) => {
    setTouched((before) => new Set([...before, ...paths]))
    update((before) => ({ ...before, planId: null, fields: { ...before.fields, ...part } }))
  }
  const form: WizardForm = { draft, fields: draft.fields, facts, change, errorOf }
  return {
    form,
    issues,
    firstUnfinished: askingSteps.find((step) => issues[step].size > 0) ?? null,
    /** Shows all findings of a step. */
    tryStep: (step: AskingStep) => setTried((before) => new Set([...before, step])),
  }
}
