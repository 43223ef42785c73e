/** What others changed on a server that our runs set up. */
export const drift = {
  title: 'Changes by others',
  lead: 'What is no longer as Mailwright left it, and who changed it where that can be known. Keep what is meant to stay so, and put back the rest; what can only be changed back by hand says so. Until then it stays in the list. Looking changes nothing on the server.',
  putBackTitle: 'Put back changes by others',
  putBackLead:
    'A plan for what you chose and for nothing else. Nothing happens before you approve it. Other changes stay as they are, and stay in the list.',
  open: 'Changes by others',
  look: 'Look again',
  looking: 'Looking at the server…',
  noHost: 'No host yet',
  noHostHint: 'Add a host and set it up; then changes by others show here.',
  neverTitle: 'Nothing to compare with',
  neverText:
    'No run is in force on this server: none was made, or all were undone. After the next run there is something to compare with.',
  noneTitle: 'All is as Mailwright left it',
  noneText: 'Nobody has changed anything since {{time}} (run {{run}}).',
  count_one: '{{n}} thing is not as Mailwright left it. The last run was {{run}} on {{time}}.',
  count: '{{n}} things are not as Mailwright left them. The last run was {{run}} on {{time}}.',
  noteUnfinished: 'Run {{run}} is not finished: what it has done so far may show here as a change.',
  noWish:
    'This computer does not know how this server is meant to be. Plan it once from here; then changes can be kept or put back.',

  titlePath: '{{name}}',
  titleUnit: 'Service {{name}}',
  titlePackage: 'Package {{name}}',
  titleUser: 'User {{name}}',
  titleGroup: 'Group {{name}}',

  foundChanged: 'The content was changed.',
  foundSecretChanged: 'The content was changed. It holds secrets and is not shown.',
  foundRemoved: 'It is gone.',
  foundAppeared: 'The file is there, although the run had left it out.',
  foundReplaced: 'Something of another kind stands in its place.',
  foundRights: 'Rights and owner were changed: {{before}} is now {{after}}.',
  foundStopped: 'It does not run any more; systemd says “{{state}}”.',
  foundDisabled: 'It no longer starts at boot.',
  foundMasked: 'It is masked: nothing can start it.',
  foundUnitGone: 'systemd does not know it any more.',
  foundGone: 'It is not there any more.',
  foundOther: '{{before}} is now {{after}}.',
  foundPlanned: 'It is not as it was left; a new plan would change it.',

  whoLabel: 'By whom',
  whenLabel: 'When',
  whenUnknown: 'not known',
  whoUnknown: 'Nothing on the server tells who did it.',
  whoCommand: '{{user}} with sudo: {{command}}',
  whoNear: 'Perhaps {{user}}, who used sudo shortly before: {{command}}',
  whoPackages: 'The package manager: {{command}}',
  whoPackagesFor: 'The package manager for {{user}}: {{command}}',
  whoPackagesNear: 'Perhaps the package manager, at work at that time: {{command}}',
  whoSession: 'Perhaps {{user}}, logged in from {{from}} at that time',
  whoOwner: 'It belongs to {{user}} now',

  planChanges: 'A new plan puts it back.',
  planLeaves: 'A new plan leaves it as it is: it does not contradict the description.',
  planRights:
    'A new plan puts back the rights and leaves the text as it is: it does not contradict the description.',
  planPart:
    'A new plan puts back part of the text. The rest does not contradict the description: it stays, and is no longer listed then.',
  byHand: 'Nothing here puts it back as a whole: only a change by hand can.',
  planUnknown: 'Give the description of the server to learn what a new plan would do.',

  showText: 'Show the text before and after',
  keep: 'Keep',
  keepHint: 'The present text becomes part of the description; plans leave it as it is.',
  putBack: 'Put back',
  putBackHint: 'Makes a plan for this alone; nothing happens before you approve it.',
  putBackAll: 'Put back all {{n}}',
  backToList: 'Back to the changes',
  keptTitle: 'Kept by hand',
  keptHint:
    'These files stay as somebody changed them. What the wizard or the description says about them is not written.',
  release: 'No longer keep',

  putBackReason: 'Somebody changed it by hand; the text that Mailwright left takes its place again.',

  keptReason: 'Changed by hand on the server and kept as part of the description.',
  noticeKept:
    '{{path}} is kept as it was changed by hand. What the description says beyond that is not written to it.',
  noticeKeptUnused: '{{path}} is to be kept, but this description does not write it; it is left alone.',
  noticeKeptSecret: '{{path}} holds secrets and cannot be kept as text; it is written from the description.',
} as const
