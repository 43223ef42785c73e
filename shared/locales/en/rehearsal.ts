/** The rehearsal of an upgrade to the next release of the system. */
export const rehearsal = {
  title: 'Rehearse the upgrade of the system',
  open: 'Rehearse an upgrade',
  stop: 'Stop',
  noHost: 'No host yet',
  noHostHint: 'Add a host and set it up; then its next upgrade can be rehearsed here.',
  about:
    'Before this server is upgraded to the next release of its distribution, its new programs judge the configuration that this app would write for them. You learn what the upgrade asks, what stops working, and whether one plan repairs it.',
  consent:
    'For this, {{host}} downloads about 60 MB from its own package mirrors (lists and packages of the next release, verified by their signatures) and needs 450 MB under /var/cache for a minute or two. Nothing is installed, no service is touched, and all of it is removed again.',
  start: 'Rehearse',
  again: 'Rehearse again',
  running: 'The rehearsal goes on. Nothing on the server is changed.',

  stepFacts: 'Read the server',
  stepLists: 'Fetch the package lists of the next release',
  stepDownload: 'Download its packages',
  stepDownloadOf: 'Download its packages: {{done}} of {{total}}, {{size}} in all',
  stepUnpack: 'Unpack them aside',
  stepCheck: 'Let its programs judge the configuration',

  heading: '{{from}} → {{to}}',
  versionLine: '{{name}}: {{before}} → {{after}}',
  upgradeTitle: 'What the upgrade does',
  upgradeCount: '{{upgraded}} packages are upgraded, {{added}} are added, {{size}} are downloaded.',
  upgradeHeld: '{{held}} packages are held back and stay as they are.',
  upgradeRemoved: 'These are removed: {{names}}.',
  upgradeUnknown: 'apt could not tell beforehand what the whole upgrade does.',
  foreignSource:
    'Packages from {{uri}} were left out: whether that source serves the next release, only its owner can say.',
  questionsTitle: 'What the upgrade asks you',
  questionsNone: 'It asks about none of the files that matter here.',
  questionsText:
    'It asks whether to keep your version of these files or to take the package’s. Both answers were tried, and after both the plan makes the same server. Keeping is the safer one.',
  stopsTitle: 'What stops working until a plan is applied',
  stopsNone: 'Nothing: the new programs accept the present configuration.',
  stopsText: '{{name}} refuses the present configuration: {{words}}',
  stopsDovecot:
    'Dovecot does not start then, the package manager calls dovecot-core half installed, and nobody can read mail. Mail that arrives waits in Postfix’s queue and is not lost. The plan repairs both.',
  lostText: 'Settings of {{file}} that the new version no longer knows: {{names}}.',
  changesTitle: 'What one plan changes after the upgrade',
  changesNone: 'Nothing: every file is right already.',
  checksTitle: 'Judged by the programs of the next release',
  checkHolds: '{{name}} accepts what the plan makes.',
  checkFails: '{{name}} refuses what the plan makes.',
  checkReplacedFails: '{{name}} refuses what the plan makes where the package’s files were taken.',
  checkUnknown: '{{name}} could not be asked.',
  ok: 'The upgrade to {{to}} can be repaired by one plan.',
  notOk: 'After the upgrade to {{to}} a plan would not be enough.',
  notOkNext: 'Do not upgrade this server yet. What its programs said is shown here.',
  spent:
    '{{size}} were downloaded, and it took {{time}}. Nothing was installed, and nothing was left behind.',
  nextTitle: 'When you upgrade',
  nextBackup: 'Make a backup or a snapshot of the whole server first.',
  nextSources: 'Change {{from}} to {{to}} in the package sources, then:',
  nextRepair:
    'If dpkg ends with an error about dovecot-core, go on all the same: plan and apply here, at once.',
  nextReboot: 'Then restart the server, as a new kernel came along, and run the test.',
} as const
