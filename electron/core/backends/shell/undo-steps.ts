import { message } from '#shared/message.ts'
import type { ProgramStep } from './program-step.ts'

/** The steps of every undo, in the order of undo_main in undo.sh. */
export const undoSteps: readonly ProgramStep[] = [
  { id: 'undo-prepare', group: null, title: message('apply.engineUndoPrepare'), weight: 1 },
  { id: 'undo-services', group: null, title: message('apply.engineUndoServices'), weight: 2 },
  { id: 'undo-firewall', group: 'firewall', title: message('apply.engineUndoFirewall'), weight: 1 },
  { id: 'undo-mail', group: null, title: message('apply.engineUndoMail'), weight: 1 },
  { id: 'undo-packages', group: 'packages', title: message('apply.engineUndoPackages'), weight: 8 },
  { id: 'undo-accounts', group: 'accounts', title: message('apply.engineUndoAccounts'), weight: 1 },
  { id: 'undo-files', group: null, title: message('apply.engineUndoFiles'), weight: 1 },
  { id: 'undo-runtime', group: null, title: message('apply.engineUndoRuntime'), weight: 2 },
]
