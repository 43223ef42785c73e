export const apply = {
  titleApply: 'Setting up the server',
  titleResume: 'Continuing the run',
  titleUndo: 'Undoing the run',
  connecting: 'Connecting to the server…',

  stepsLabel: 'Steps',
  stepWaiting: 'waiting',
  stepRunning: 'running',
  stepDone: 'done',
  stepFailed: 'failed',
  stepSkipped: 'not needed',
  stepBroken: 'not finished',
  stepTakenBack: 'taken back',

  progressLabel: 'Progress',
  progressText: '{{done}} of {{total}} steps',
  progressNow: 'Now: {{title}}',
  elapsed: 'Elapsed: {{time}}',
  detached: 'The program runs on the server by itself: you may close this window and come back.',

  lockHolder: 'run {{run}} of {{operator}}, at work since {{since}}',
  lockHolderUnknown: 'a program that has locked /run/mailwright.lock',
  waitingTitle: 'Waiting for somebody else',
  waitingText: '{{who}} is at work on the server. Waiting for {{time}} so far, 15 minutes at most.',
  waitingHint: 'The run goes on by itself as soon as the other one is finished.',

  lostTitle: 'The connection to the server is lost',
  lostText: 'As long as the server is up, it goes on by itself. Trying to come back (attempt {{n}})…',
  lostRetry: 'Try again',
  backTitle: 'The connection is back',
  backText: 'Nothing was missed.',

  outputTitle: 'Output',
  outputEmpty: 'No output so far.',
  outputNone: 'It printed nothing.',
  outputCut: 'Only the last {{n}} lines are kept here.',
  outputFollow: 'Follow the end',
  outputCopy: 'Copy the output',

  cancel: 'Stop after this step',
  cancelTitle: 'Stop after this step?',
  cancelText:
    'The step that is running now is finished first; only waiting and downloading end at once. What is done stays done; you can continue or undo the run afterwards.',
  cancelConfirm: 'Stop',
  cancelKeep: 'Keep going',
  cancelAsked: 'It will stop before the next step; waiting and downloading end at once.',

  rolledBack: 'Taken back: {{group}} is as it was before.',
  rolledBackBad: 'Not everything of {{group}} could be taken back. Look at the output below.',
  notesTitle: 'Notes',

  endDoneTitle: 'Done',
  endDoneText: 'All steps are finished and checked. It took {{time}}.',
  endUndoneTitle: 'Undone',
  endUndoneWithoutText:
    'The server is as it was before the run, but for services that ran then and do not start now: {{units}}. journalctl -u says why.',
  endUndoneText: 'The server is as it was before this run. It took {{time}}.',
  endUndoneExceptText:
    'What the run had changed is taken back, in {{time}}. Some things are not as before it: the notes say which, and why.',
  endFailedTitle: 'The run has failed',
  endFailedText:
    'The group that failed has been taken back; groups that were finished before remain. Nothing is half-written.',
  endFailedPartly: 'The group that failed could not be taken back completely; see the notes.',
  endCancelledTitle: 'Stopped at your request',
  endCancelledText: 'What is done stays done. Continue the run, or undo it.',
  endInterruptedTitle: 'The run was interrupted',
  endInterruptedText:
    'The program on the server ended before its time, for instance by a reboot. Continue where it was, or undo it.',
  endNothingBegunTitle: 'Nothing was changed',
  endUndoRefusedTitle: 'Nothing was undone',
  endUndoneWithoutTitle: 'Undone, but a service does not start',
  endUndoStoppedTitle: 'The undo is not finished',
  endUndoStoppedText: 'What was put back so far stays so.',
  undoAgain: 'Undo again',
  undoAgainNext: 'Undo again when you want to: it goes on where it was.',
  undoMendNext: 'Put right what is named; then undo again: it goes on where it was.',
  nextLabel: 'What to do',
  evidenceLabel: 'Details',

  continueNext: 'Go on',
  resume: 'Continue the run',
  retry: 'Try again from here',
  undo: 'Undo the run',
  undoRest: 'Undo what is done',
  newPlan: 'Make a new plan',
  engineStepRecord: 'Record the present state',
  engineStepLists: 'Look at the package lists',
  engineStepPackages: 'Install packages',
  engineStepHost: 'Set the host name',
  engineStepAccounts: 'Make accounts and directories',
  engineStepTls: 'Make the certificate',
  engineStepBind: 'Set up BIND (DNS)',
  engineStepResolver: 'Let the server ask its own BIND',
  engineStepDovecot: 'Set up Dovecot (POP3, IMAP)',
  engineStepPostfix: 'Set up Postfix (SMTP)',
  engineStepFirewall: 'Open ports in the firewall',
  engineStepFinish: 'Record what was done',
  engineUndoPrepare: 'Read the records of the run',
  engineUndoServices: 'Stop the services that the run started',
  engineUndoFirewall: 'Put the firewall back as it was',
  engineUndoMail: 'Move mail that has arrived to an archive',
  engineUndoPackages: 'Remove the packages that the run installed',
  engineUndoAccounts: 'Remove the accounts that came with the packages',
  engineUndoFiles: 'Put all files back',
  engineUndoRuntime: 'Start what ran before',
  engineNoAcls:
    'The tar program of this server keeps no ACLs and no extended attributes: an undo cannot bring them back.',
  engineNoNamespace:
    'This server cannot check {{name}} before the swap; it is checked right after it, and put back if it fails.',
  engineEditedSince:
    'Somebody has edited {{path}} since the run. It was left as it is; a copy lies in the archive.',
  engineEditedMerged:
    'Somebody has edited {{path}} since the run. Those lines stay; only what the run had changed was taken back. A copy of the edited file: {{copy}}',
  engineEditedPutBack:
    'Somebody has edited {{path}} since the run, in lines that belong to the run. The file is as it was before the run; the edited one was kept as {{copy}}',
  engineEditedRemoved:
    'Somebody has edited {{path}} since the run, which had made it. It was removed with the run; the edited one was kept as {{copy}}',
  engineUpgradedSince:
    'The system was upgraded since this run, from {{before}} to {{now}}. What the upgrade changed stays as it is.',
  engineMailKept: 'Mail was moved to {{path}}. Nothing was deleted.',
  engineMailStays:
    'Mailboxes that were there before the run keep the mail that came since; {{count}} of them got some: {{paths}}',
  engineFileKept:
    '{{path}} is not of this run and goes with the directory of a removed package. A copy was kept as {{copy}}',
  engineQueueKept: '{{count}} messages waiting in the queue were copied to {{path}}.',
  engineNotReinstalled:
    'Packages that the run replaced could not be installed again: {{names}}. Their configuration files are there; install them when the mirror can be reached.',
  enginePackagesNeeded: 'Packages were left in place because {{others}} now need them: {{names}}',
  engineNoForeignNames:
    'BIND finds no names of others now: neither the root servers nor the forwarders that were named answer it. Name DNS servers that this network lets it ask and apply again: in the app in the step “DNS”, in a description as dns: { provider: bind, forwarders: [ADDRESS] }. Until then apt, and mail to others, may fail.',
  engineUnitSlow:
    '{{unit}} takes long to stop or to start. It is waited for {{minutes}} minutes at most; cancelling the run ends that at once.',
  engineUnitNotBack: 'The service {{unit}} did not start again. Look at journalctl -u {{unit}}.',
  engineUnitLeftDisabled:
    'Somebody has disabled the service {{unit}} since the run. That was left so: unlike before the run, it does not start at boot. To change it: systemctl enable {{unit}}',
  engineUnitLeftMasked:
    'Somebody has masked the service {{unit}} since the run. That was left so: unlike before the run, nothing can start it. To change it: systemctl unmask {{unit}}',
  engineNotDowngraded:
    'Packages that were upgraded on the way could not be taken back to their old version: {{names}}',
} as const
