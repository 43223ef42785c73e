import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { Message } from '#shared/message.ts'
import type { Draft, DraftFields } from '#shared/model/draft.ts'
import type { FieldIssues } from '../../components/field-issues.ts'
import { useMessageText } from '../../i18n.ts'
import { issuesOfDraft } from './draft-issues.ts'
import type { Facts } from './fact-defaults.ts'
import type { EditedDraft } from './use-draft.ts'
import { askingSteps, isAsking, type AskingStep } from './wizard-steps.ts'

type Part = Partial<DraftFields>

/** What a step sees of the wizard. */
export interface WizardForm {
  readonly draft: Draft
  readonly fields: DraftFields
  readonly facts: Facts | null
  /**
   * Changes fields, given or made of those that are there; the plan made before no longer stands. `touched` are the paths whose
   * findings may now be shown: without it, the fields that are given. The same function all the time.
   */
  readonly change: (part: Part | ((before: DraftFields) => Part), touched?: readonly string[]) => void
  /** The finding of a path or below it, once that was touched or the step was tried. */
  readonly errorOf: (path: string) => string | null
  /** The finding of a path itself. */
  readonly errorAt: (path: string) => string | null
  /** The first row of a list in which a finding is shown; -1 where there is none. */
  readonly wrongRow: (list: 'mailboxes' | 'aliases') => number
}

interface Found {
  readonly step: AskingStep
  readonly at: string
  readonly text: Message
}

/** The first finding at or below each path. */
function foundByPath(issues: Record<AskingStep, FieldIssues>): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>()
  for (const step of askingSteps) {
    for (const [at, text] of issues[step]) {
      for (let path = at; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.'))))
        if (!found.has(path)) found.set(path, { step, at, text })
    }
  }
  return found
}

/** The steps' view of a draft, and which steps are complete. */
export function useWizardForm(edited: EditedDraft, facts: Facts | null) {
  const messageText = useMessageText()
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState<ReadonlySet<AskingStep>>(new Set())
  const { draft, update } = edited
  // A letter is shown first and judged then: with a thousand mailboxes that takes longer than a key may. A plan must not be
  // made of what was not judged.
  const shownFirst = useDeferredValue(draft.fields)
  const fields = isAsking(draft.step) ? shownFirst : draft.fields
  const issues = useMemo(() => issuesOfDraft(draft.hostId, fields), [draft.hostId, fields])
  const found = useMemo(() => foundByPath(issues), [issues])

  const shown = (path: string, finding: Found | undefined) =>
    finding !== undefined && (tried.has(finding.step) || touched.has(path) || touched.has(finding.at))
      ? messageText(finding.text)
      : null
  const change = useCallback<WizardForm['change']>(
    (part, paths = Object.keys(part)) => {
      setTouched((before) =>
        paths.every((path) => before.has(path)) ? before : new Set([...before, ...paths]),
      )
      update((before) => {
        const { fields: all } = before
        return {
          ...before,
          planId: null,
          fields: { ...all, ...(typeof part === 'function' ? part(all) : part) },
        }
      })
    },
    [update],
  )
  const form: WizardForm = {
    draft,
    fields: draft.fields,
    facts,
    change,
    errorOf: (path) => shown(path, found.get(path)),
    errorAt: (path) => {
      const finding = found.get(path)
      return finding?.at === path ? shown(path, finding) : null
    },
    wrongRow: (list) => {
      const rows = [...issues.mailboxes.keys()].flatMap((at) => {
        const [name, row, field] = at.split('.')
        if (name !== list || field === undefined) return []
        return tried.has('mailboxes') || touched.has(`${list}.${row}.${field}`) ? [Number(row)] : []
      })
      return rows.length === 0 ? -1 : Math.min(...rows)
    },
  }
  return {
    form,
    issues,
    firstUnfinished: askingSteps.find((step) => issues[step].size > 0) ?? null,
    /** Shows all findings of a step, and tells whether it has any; what was typed last is judged, too. */
    tryStep: (step: AskingStep): boolean => {
      setTried((before) => new Set([...before, step]))
      return issuesOfDraft(draft.hostId, draft.fields)[step].size === 0
    },
  }
}
