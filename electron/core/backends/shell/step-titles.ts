import { message } from '#shared/message.ts'

/** The titles of all steps by the ids that programs write into their journals. */
export const stepTitles = {
  record: message('apply.engineStepRecord'),
  lists: message('apply.engineStepLists'),
  packages: message('apply.engineStepPackages'),
  host: message('apply.engineStepHost'),
  accounts: message('apply.engineStepAccounts'),
  tls: message('apply.engineStepTls'),
  bind: message('apply.engineStepBind'),
  resolver: message('apply.engineStepResolver'),
  dovecot: message('apply.engineStepDovecot'),
  postfix: message('apply.engineStepPostfix'),
  firewall: message('apply.engineStepFirewall'),
  finish: message('apply.engineStepFinish'),
  'undo-prepare': message('apply.engineUndoPrepare'),
  'undo-services': message('apply.engineUndoServices'),
  'undo-firewall': message('apply.engineUndoFirewall'),
  'undo-mail': message('apply.engineUndoMail'),
  'undo-packages': message('apply.engineUndoPackages'),
  'undo-accounts': message('apply.engineUndoAccounts'),
  'undo-files': message('apply.engineUndoFiles'),
  'undo-runtime': message('apply.engineUndoRuntime'),
} as const
