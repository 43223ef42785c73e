/** What the terminal says. */
export const cli = {
  about:
    'Sets up and proves a mail server over SSH: every change shown beforehand, every change undone on request.',
  usageForm: 'COMMAND [SPEC] --host USER@ADDRESS[:PORT] [OPTIONS]',
  usageOptions: '[OPTIONS]',
  helpMore:
    'Options of a command: mailwright COMMAND --help\nSPEC is YAML; docs/spec.md explains it.\nExit codes: 0 done, or all is well; 1 error, or a test that failed; 130 left with Ctrl-C. plan and drift: 2 there is something to change; rehearse: 2 one plan would not be enough.',
  helpUsage: 'Usage:',
  helpOptions: 'Options:',
  helpArguments: 'Arguments:',
  helpCommands: 'Commands:',
  helpOption: 'show this help',
  specArgument: 'the description of the server (YAML)',
  runArgument: 'the id of a run, as “mailwright runs --host …” shows it',
  planAbout: 'show what would be changed; change nothing',
  applyAbout: 'make a plan, and apply it once you agree',
  testAbout: 'send a real message and read it back',
  undoAbout: 'put back what a run changed',
  runsAbout: 'list what was done on the server',
  resumeAbout: 'watch a run that is going on, or continue one that was cut off',
  cancelAbout: 'ask a run to stop before its next step; what is done so far stays',
  driftAbout:
    'show what others changed since the last run; with the description, what a plan would do about it',
  rehearseAbout: 'try the upgrade to the next release of the system beforehand; change nothing',
  driftSpec: 'the description of the server (YAML), to be told what a new plan would put back',
  keepOption:
    'write the present text of a file into the description, so that plans leave it alone (repeatable)',
  onlyOption: 'plan only this resource and what it needs, such as unit:dovecot.service (repeatable)',
  putBackOption:
    'put the text of this file back as the last run left it, and plan nothing else but what --only names (repeatable)',
  driftUnfinished: 'Run {{run}} is not finished, so there is nothing to compare with yet.',
  keepNeedsSpec: '--keep needs the description to write to.',
  keepWrote: '{{path}} is kept: its present text stands in {{file}} now.',
  hostOption: 'where to connect to, and as whom; an IPv6 address in brackets',
  identityOption: 'private key to log in with (otherwise: SSH agent, then keys in ~/.ssh)',
  passwordOption: 'log in with a password: asked for on a terminal; in a script, a line of standard input',
  sudoOption: 'give sudo a password: asked for on a terminal; in a script, the next line of standard input',
  passphraseOption:
    'the key has a passphrase: asked for on a terminal; in a script, the next line of standard input',
  hostKeyOption: 'the fingerprint of the host key that the server must show; it is remembered',
  acceptOption: 'trust the host key of a server seen for the first time without asking, and remember it',
  jsonOption:
    'print JSON: plan, test, drift, rehearse and runs one document; apply, resume and undo one event a line',
  langOption: 'language (otherwise that of the locale)',
  yesOption: 'go ahead without asking',
  verboseOption: 'also show what commands print and what mail servers say',
  runOption: 'the same as RUN',
  undoRunArgument:
    'the run to undo, by its id, as “mailwright runs --host …” shows it (otherwise the last one)',
  mailboxOption: 'the mailbox to test (otherwise the first whose password the description tells)',
  hostForm: '--host is written USER@ADDRESS[:PORT], such as root@203.0.113.5; this is “{{text}}”.',
  hostBrackets: 'An IPv6 address is written in brackets, such as root@[2001:db8::5]; this is “{{text}}”.',
  hostUser: 'The user in --host is missing or not a user name: “{{text}}”.',
  hostPort: 'The port in --host is not a number from 1 to 65535: “{{text}}”.',
  hostKeyForm:
    '--host-key is written SHA256:… with 43 characters after the colon, as ssh-keygen -l prints it.',
  unknownOption: 'there is no option {{word}}.',
  unknownCommand: 'there is no command {{word}}.',
  unknownOptionNear: 'there is no option {{word}}; did you mean {{near}}?',
  unknownCommandNear: 'there is no command {{word}}; did you mean {{near}}?',
  missingArgument: '{{word}} is missing.',
  optionNeedsValue: '{{word}} needs a value.',
  missingOption: '{{word}} is missing.',
  invalidValue: '{{word}} does not take this value.',
  tooManyWords: 'there are more words than this command takes; put names with blanks in quotes.',
  noCommand: 'a command is missing: plan, apply, test, drift, rehearse, undo, runs, resume or cancel.',
  fileMissing: 'there is no such file.',
  fileForbidden: 'you may not read it.',
  fileIsDirectory: 'it is a directory.',
  fileUnreadable: 'the system answers {{code}}.',
  askPassword: 'Password of {{user}} on {{address}}:',
  askPassphrase: 'Passphrase of the key:',
  askHostKey:
    '{{host}} shows a host key that is not known here yet:\n  {{algorithm}} {{fingerprint}}\nCompare it with what this prints on the server’s own console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\nIs it the same? (yes/no)',
  runTwice: 'two runs are named, {{one}} and {{other}}.',
  askApproval: 'Go ahead? (y/N)',
  planEmptyPart: 'What --only names already matches the description; the rest is not in this plan.',
  planCount: '{{n}} to change, {{kept}} already as described.',
  labelled: '{{label}}: {{text}}',
  unfinishedFirst:
    'Run {{run}} on this server is not finished. It is brought to its end first; then the rest is planned anew.',
  atWorkFirst:
    'At work on this server right now: {{holder}}. It is followed to its end first; then the rest is planned anew.',
  undoWhat_one:
    'Run {{run}} of {{time}} for {{domain}}, by {{operator}}, will be undone. {{n}} change is put back from the server’s backups, in:',
  undoWhat:
    'Run {{run}} of {{time}} for {{domain}}, by {{operator}}, will be undone. {{n}} changes are put back from the server’s backups, in:',
  sudoPasswordNeededNext:
    'Add to the command: --sudo-password-stdin\nOn a terminal you are then asked for it; a script gives it as a line of standard input.',
  keyPassphraseNeededNext:
    'Add to the command: --passphrase-stdin\nOn a terminal you are then asked for it; a script gives it as a line of standard input.',
  runAtWorkNext:
    'Watch it: mailwright resume {{run}} --host {{host}}\nStop it: mailwright cancel {{run}} --host {{host}}',
  waitingBegun:
    '{{who}} is at work on the server: waiting until it has ended, 15 minutes at most. To stop: mailwright cancel {{run}} --host {{host}}',
  wayContinue: 'Continue: mailwright resume {{run}} --host {{host}} --yes',
  wayAnew: 'Plan and apply anew: mailwright apply {{spec}} --host {{host}}',
  wayUndo: 'Undo: mailwright undo --host {{host}}',
  wayUndoAgain: 'Undo again: mailwright undo --run {{run}} --host {{host}} --yes',
  noRunAtWork: 'Run {{run}} is not at work, so there is nothing to stop. Its state: {{state}}.',
  runLine: '{{domain}}, changes: {{n}}, by {{operator}}',
  hostKeyUnknownNext:
    'Compare it with what this prints on the server’s own console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\nIf it is the same, add to the command: --host-key {{fingerprint}}\nTo trust a new server’s key without looking: --accept-new-host-key',
  hostKeyChangedNext:
    'Somebody may be between you and the server, or it was set up anew. Compare it with what this prints on its own console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\nOnly if it is the same, add to the command: --host-key {{offered}}\n--accept-new-host-key does not help here.',
  runUnknown: 'There is no run {{run}} on this server.',
  answerYesOrNo: 'Please answer yes or no:',
  askSudoPassword: 'Password of {{user}} for sudo on {{address}}:',
  undoNotApproved: 'The run stays as it is. To undo it without a question, run the same command with --yes.',
  usageOfCommandNext: 'See how it is written: mailwright {{command}} --help',
  runsNext: 'See the runs of the server and their ids: mailwright runs --host {{host}}',
  runUnfinishedNext:
    'Continue it: mailwright resume {{run}} --host {{host}}\nOr undo it: mailwright undo --run {{run}} --host {{host}}\nThen plan again.',
  undoLaterFirstNext: 'Undo that one first, then this one: mailwright undo --run {{run}} --host {{host}}',
  undoBegunNext:
    'Bring the undo to its end: mailwright undo --run {{run}} --host {{host}}\nOr plan and apply anew, which sets up again what was put back.',
  resumeWhat:
    'Run {{run}} of {{time}} for {{domain}}, by {{operator}}, did not come to its end. It goes on where it stopped.',
  undoDone:
    'Run {{run}} of {{time}} for {{domain}}, by {{operator}}, is undone already: there is nothing to do. This is how it went:',
  resumeDone:
    'Run {{run}} of {{time}} for {{domain}}, by {{operator}}, is finished: there is nothing to continue. This is how it went:',
  declined: 'Nothing was done: the server stays as it is.',
  declinedNext: 'To go ahead after all, run the same command again.',
  declinedApplyNext:
    'See each change with its reason, its commands and its undo: mailwright plan {{spec}} --host {{host}}\nTo apply it after all, run the same command again.',
  endUndoneExceptText:
    'What the run had changed is taken back, in {{time}}. Some things are not as before it: they are named above.',
  undoneTo: 'The run before it is in force now: {{run}} of {{time}} for {{domain}}, by {{operator}}.',
  nothingStands: 'No run is in force on this server any more.',
  testNothingStands:
    'Nothing that Mailwright has set up is in force on {{host}}: no plan was applied, or all was undone. So there is no mailbox to test.',
  setUpNext:
    'See what would be set up: mailwright plan {{spec}} --host {{host}}\nSet it up: mailwright apply {{spec}} --host {{host}}',
  yesNext: 'To go ahead without a question, run the same command with --yes.',
  wayApply: 'Apply it: mailwright apply {{spec}} --host {{host}}',
  wayPlan: 'See what would be set up: mailwright plan {{spec}} --host {{host}}',
  wayPlanDiffers: 'See what differs from the description: mailwright plan {{spec}} --host {{host}}',
  wayDrift: 'See what others changed since: mailwright drift {{spec}} --host {{host}}',
  wayDriftSpec: 'See what a new plan would do about it: mailwright drift {{spec}} --host {{host}}',
  wayPutBack: 'Put it back: mailwright apply {{spec}} --host {{host}}',
  wayPutAllBack: 'Put all of it back: mailwright apply {{spec}} --host {{host}}',
  wayPutOneBack: 'Or only one, such as: mailwright apply {{spec}} --host {{host}}',
  wayPutRestBack: 'Put back what a command can put back: mailwright apply {{spec}} --host {{host}}',
  wayKeepOnly: 'Keep what is in the file now: mailwright drift {{spec}} --host {{host}}',
  wayKeep: 'Or keep what is in the file now: mailwright drift {{spec}} --host {{host}}',
  wayContinueFirst: 'Bring that run to its end first: mailwright resume {{run}} --host {{host}}',
  wayContinueNewest: 'Continue the last run: mailwright resume {{run}} --host {{host}}',
  wayUndoNewest: 'Undo the last run: mailwright undo --run {{run}} --host {{host}}',
  wayFinishUndo: 'Bring the undo of the last run to its end: mailwright undo --run {{run}} --host {{host}}',
  wayUndoToo: 'Undo that one, too: mailwright undo --run {{run}} --host {{host}}',
  wayLook: 'See whether it has stopped: mailwright runs --host {{host}}',
  wayContinueStopped:
    'Then continue it: mailwright resume {{run}} --host {{host}}\nOr undo it: mailwright undo --run {{run}} --host {{host}}',
  wayUndoStopped: 'Then go on with the undo: mailwright undo --run {{run}} --host {{host}}',
  wayTest: 'Test it with a real message: mailwright test {{spec}} --host {{host}}',
  userIsAddress: '{{user}} (the whole address)',
  userIsName: '{{user}} (without the domain)',
  packageFetching: 'downloading {{name}}',
  packageUnpacking: 'unpacking {{name}}',
  packageSettingUp: 'setting up {{name}}',
  packageRemoving: 'removing {{name}}',
  fileEmpty: 'it is empty.',
  fileHoldsNoKey: 'it holds no private key.',
  identityPublic: '{{file}} is the public half of a key; the private half is needed to log in.',
  identityPublicNext: 'Give the private half, which lies beside it: --identity {{file}}',
  identityPublicAlone: 'Give the file of the private half: it usually has the same name without .pub.',
  identityPutty: '{{file}} is a key in the format of PuTTY, which cannot be used here.',
  identityPuttyNext:
    'Write it in the format of OpenSSH, with PuTTYgen (Conversions → Export OpenSSH key) or with: puttygen {{file}} -O private-openssh -o NEWFILE\nThen give that one: --identity NEWFILE',
  keyUnreadableNext:
    'It is the file given to --identity. To see whether it is whole: ssh-keygen -y -f FILE\nTo write it in the format of OpenSSH: ssh-keygen -p -f FILE',
  versionOption: 'show the version',
} as const
