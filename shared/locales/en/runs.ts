export const runs = {
  title: 'Runs',
  hint: 'Everything that was done on this server, newest first. Runs are undone in that order, too: the newest first.',
  refresh: 'Refresh',
  remembered: 'Below are the runs that this computer remembers; the server may know of later ones.',
  empty: 'Nothing has been run on this server yet.',
  emptyHint: 'Runs appear here as soon as a plan is applied.',

  stateRunning: 'running',
  stateInterrupted: 'interrupted',
  stateDone: 'done',
  stateFailed: 'failed',
  stateCancelled: 'stopped',
  stateUndoing: 'undo not finished',
  stateUndone: 'undone',

  columnStarted: 'Started',
  columnState: 'State',
  columnDomain: 'Domain',
  columnChanges: 'Changes',
  columnOperator: 'By',
  columnDuration: 'Took',
  columnActions: 'Actions',

  openRun: 'Open the run of {{time}}',
  resume: 'Continue',
  undo: 'Undo',
  watch: 'Watch',
  backToList: 'All runs',
  runId: 'Run {{id}}',

  undoTitle: 'Undo this run?',
  undoSentence:
    'What the run of {{time}} changed for {{domain}} is put back from the server’s own backups. You see each step.',
  undoList: 'This is put back',
  undoNever: 'This cannot be undone and stays',
  undoUnknown_one:
    'The plan of this run is not stored on this computer, so it cannot be listed here. The server has its own record and puts back {{n}} change from it.',
  undoUnknown:
    'The plan of this run is not stored on this computer, so it cannot be listed here. The server has its own record and puts back {{n}} changes from it.',
  undoMail:
    'Mail is never deleted: mailboxes that hold mail are moved to an archive on the server, and at the end you are told where.',
  undoLaterTitle: 'Another run has to be undone first',
  undoLaterFirst: 'Later runs build on this one: undo the run of {{time}} first.',
  undoConfirm_one: 'Undo {{n}} change',
  undoConfirm: 'Undo {{n}} changes',
  undoKeep: 'Leave it as it is',
  undoLoading: 'Reading what the run did…',

  host: 'Host',
  noHost: 'No host yet',
} as const
