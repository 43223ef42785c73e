import type { ProgramStep } from './program-step.ts'
import { stepTitles } from './step-titles.ts'

/** The steps of every undo, in the order of undo_main in undo.sh. */
export const undoSteps: readonly ProgramStep[] = [
  { id: 'undo-prepare', group: null, title: stepTitles['undo-prepare'], weight: 1 },
  { id: 'undo-services', group: null, title: stepTitles['undo-services'], weight: 2 },
  { id: 'undo-firewall', group: 'firewall', title: stepTitles['undo-firewall'], weight: 1 },
  { id: 'undo-mail', group: null, title: stepTitles['undo-mail'], weight: 1 },
  { id: 'undo-packages', group: 'packages', title: stepTitles['undo-packages'], weight: 8 },
  { id: 'undo-accounts', group: 'accounts', title: stepTitles['undo-accounts'], weight: 1 },
  { id: 'undo-files', group: null, title: stepTitles['undo-files'], weight: 1 },
  { id: 'undo-runtime', group: null, title: stepTitles['undo-runtime'], weight: 2 },
]
