/** Each failure has a text and a `…Next` text that says what to do. */
export const failure = {
  internal: 'Something in this program went wrong: {{detail}}',
  internalNext:
    'Nothing on the server was changed by this. Try again; if it happens again, report it with the details below.',

  mailHostUnknown: 'The name {{host}} could not be resolved to an address.',
  mailHostUnknownNext:
    'Check the spelling; otherwise the DNS zone lacks an A record for it, or this machine asks a DNS server that does not know the zone.',
  mailRefused: '{{host}} refused the connection on port {{port}}: nothing listens there.',
  mailRefusedNext: 'Check that the mail service is running and listens on this port.',
  mailUnreachable: '{{host}} cannot be reached from here (port {{port}}).',
  mailUnreachableNext: 'Check the address, the network and the route to the server.',
  mailTimedOut: '{{host}} did not answer on port {{port}}.',
  mailTimedOutNext:
    'A firewall most likely drops the packets: check the firewall of the server, the security group of its provider, and the network you are in.',
  mailSilent: '{{host}} accepted the connection on port {{port}} but did not answer in time.',
  mailSilentNext:
    'The service is overloaded or waits for something (DNS, authentication). Look at its log on the server.',
  mailClosed: '{{host}} closed the connection on port {{port}} in the middle of the conversation.',
  mailClosedNext:
    'Look at the log of the service on the server; the conversation below shows the last words.',
  mailProtocol: 'What {{host}} says on port {{port}} is not the expected mail protocol.',
  mailProtocolNext:
    'Check that the port belongs to this service and that the encryption setting (TLS, STARTTLS, none) fits the port.',
  mailTooMuch: '{{host}} sent more than can be accepted on port {{port}} (limit {{limit}}).',
  mailTooMuchNext: 'This is not how a mail server behaves: check that the port belongs to a mail service.',
  mailTls: 'No encrypted connection with {{host}} on port {{port}}: {{detail}}',
  mailTlsNext:
    'Check the TLS settings and the certificate files of the service, and that the encryption setting fits the port.',
  mailTlsMissing: '{{host}} offers no encryption on port {{port}}.',
  mailTlsMissingNext:
    'Switch on TLS for this service (Postfix: smtpd_tls_security_level and the certificate; Dovecot: ssl and the certificate).',
  mailTlsInjected: 'Data in clear was slipped in before the encryption began ({{host}}, port {{port}}).',
  mailTlsInjectedNext:
    'Somebody may be meddling with the connection. Nothing was sent; try from another network.',
  mailCertificateName: 'The certificate of {{host}} is made out for {{names}}.',
  mailCertificateNameNext: 'Use the name in the certificate, or have a certificate made for {{host}}.',
  mailCertificateExpired: 'The certificate of {{host}} has expired or is not valid yet.',
  mailCertificateExpiredNext: 'Renew the certificate and check the clocks of both sides.',
  mailCertificateUntrusted:
    'The certificate of {{host}} is not signed by an authority this machine trusts ({{detail}}).',
  mailCertificateUntrustedNext:
    'For a self-signed certificate, compare its fingerprint and pin it; otherwise install a certificate from a public authority.',
  mailCertificateChanged:
    'The certificate of {{host}} is not the pinned one: expected {{expected}}, got {{actual}}.',
  mailCertificateChangedNext:
    'If you renewed the certificate, write its fingerprint into the account (Edit account, Certificate); otherwise somebody may be meddling with the connection.',
  mailAuthMissing: '{{host}} offers no login on port {{port}}.',
  mailAuthMissingNext:
    'Check that authentication is switched on for this port (Postfix: smtpd_sasl_auth_enable and Dovecot’s auth socket) and that the connection is encrypted first.',
  mailLogin: '{{host}} refused the login of {{user}}: {{reply}}',
  mailLoginNext: 'Check user name and password; virtual mailboxes log in with the full address.',
  mailLoginTemporary: '{{host}} could not check the login of {{user}} just now: {{reply}}',
  mailLoginTemporaryNext:
    'Wait a minute and try again: after several wrong passwords Dovecot delays its answers, and Postfix does not wait that long. If it stays so, the authentication service behind it is not working: on the server, look at Dovecot’s log and at the auth socket that Postfix uses.',
  mailBusy: 'The mailbox of {{user}} is in use by another session: {{reply}}',
  mailBusyNext: 'Close the other mail program or wait a moment, then try again.',
  mailSender: 'The server does not accept mail from {{sender}}: {{reply}}',
  mailSenderNext:
    'Send from an address that belongs to the login; the server also has to be able to resolve the domain of the sender.',
  mailRecipient: 'The server does not accept the recipient {{recipient}}: {{reply}}',
  mailRecipientNext: 'Check the address: mailbox or alias must exist on the server.',
  mailRelayDenied: 'The server does not pass on mail to {{recipient}}: {{reply}}',
  mailRelayDeniedNext:
    'Log in before sending; if you did, the domain of the recipient is missing from the domains the server receives for.',
  mailOverLimit: 'The message is larger than the server allows ({{limit}}).',
  mailOverLimitNext: 'Send a smaller one, or raise the server’s limit: message_size_limit of Postfix.',
  mailRefusedMessage: 'The server did not take the message: {{reply}}',
  mailRefusedMessageNext: 'The reply names the reason, most often size, content or a full disk.',
  mailLater: 'The server asks to try again later: {{reply}}',
  mailLaterNext:
    'Wait a minute and try again; if it stays so, the mail log of the server tells the reason, often a milter or a policy service that does not answer.',
  mailReply: '{{host}} answered {{command}} with an error: {{reply}}',
  mailReplyNext: 'Look at the log of the service on the server.',
  mailGone: 'The message is no longer in the mailbox.',
  mailGoneNext: 'Refresh the list: it was deleted or fetched by another program.',
  mailTooLarge: 'The message is larger than {{limit}}.',
  mailTooLargeNext: 'Read it with a full mail program.',
  mailAddress: '“{{address}}” is not a mail address.',
  mailAddressNext: 'Write it as name@domain, without line breaks.',
  mailCancelled: 'Stopped at your request.',
  mailCancelledNext: 'Start again when you want to.',

  nameNotResolved: 'The name {{host}} could not be resolved to an address.',
  nameNotResolvedNext: 'Check the spelling and the DNS settings of this computer, or enter the IP address.',
  connectionRefused: '{{host}} refused the connection on port {{port}}: no SSH service listens there.',
  connectionRefusedNext: 'Check the port, and that sshd runs on the server (systemctl status ssh).',
  hostUnreachable: '{{host}} cannot be reached from here (port {{port}}): {{detail}}',
  hostUnreachableNext: 'Check the address, and this computer’s network or VPN.',
  connectTimedOut: '{{host}} did not answer on port {{port}} within {{seconds}} seconds.',
  connectTimedOutNext:
    'The server may be off, or a firewall or the provider’s security group drops the packets: allow this port from your address.',
  hostKeyUnknown: 'The host key of {{host}} is not known yet: {{algorithm}} {{fingerprint}}',
  hostKeyUnknownNext:
    'Compare the fingerprint with what the server’s console shows (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then approve it.',
  hostKeyChanged: 'The host key of {{host}} is not the approved one: expected {{pinned}}, got {{offered}}.',
  hostKeyChangedNext:
    'If the server was reinstalled, compare the new fingerprint on its console and approve it; otherwise somebody may be in between. Nothing was sent.',
  authenticationFailed: '{{host}} refused the login of {{user}}. It accepts: {{methods}}.',
  authenticationFailedNext:
    'Check user name, password or key. Many servers forbid root to log in with a password: use a key, or a user with sudo.',
  passwordExpired: '{{host}} demands a new password for {{user}} before it lets anyone in.',
  passwordExpiredNext: 'Log in once by hand (ssh {{user}}@{{host}}), set a new password, and enter it here.',
  keyPassphraseNeeded: 'The private key is protected by a passphrase.',
  keyPassphraseNeededNext: 'Enter the passphrase of the key.',
  keyPassphraseWrong: 'The passphrase does not open the private key.',
  keyPassphraseWrongNext: 'Enter the passphrase that was set when the key was made.',
  keyUnreadable: 'The private key cannot be read: {{detail}}',
  keyUnreadableNext:
    'Choose the private key (not the .pub file), in OpenSSH, PEM or PuTTY format. Others are turned into it by: ssh-keygen -p -f KEYFILE',
  agentUnavailable: 'The SSH agent of this computer cannot be used: {{detail}}',
  agentUnavailableNext: 'Start ssh-agent and add a key (ssh-add), or choose a key file or a password.',
  sshProtocol: 'What answers at {{host}} port {{port}} does not speak SSH as expected: {{detail}}',
  sshProtocolNext: 'Check the port number; another service may be listening there.',
  sshPenalised: '{{host}} turns this computer away for a while: too many logins from here have failed.',
  sshPenalisedNext:
    'Wait a minute, then try once more with the right user and key; each further failure makes the wait longer, up to ten minutes. On the server, PerSourcePenaltyExemptList in sshd_config exempts this address.',
  sshBusy: '{{host}} is busy with other logins and takes no more at the moment.',
  sshBusyNext:
    'Try again in a minute. If it stays so, somebody is trying passwords, or MaxStartups in sshd_config is too low.',
  sshClosedEarly: '{{host}} takes the connection at port {{port}} and closes it again without a word.',
  sshClosedEarlyNext:
    'Often the server turns this computer away for a while after failed logins (sshd, fail2ban): wait ten minutes and try again. If it stays so, look at the log of sshd on the server, and check the port number.',
  sshSilent:
    '{{host}} accepted the connection on port {{port}} but did not go on within {{seconds}} seconds.',
  sshSilentNext: 'The server may be overloaded, or a device in between holds the connection: try again.',
  connectionLost: 'The connection to {{host}} was lost.',
  connectionLostNext:
    'Connect again. A run that was started goes on by itself on the server and is picked up again.',
  sessionRefused: '{{host}} let us in but does not run commands for this user: {{detail}}',
  sessionRefusedNext:
    'Check the limits of the account on the server (its login shell, ForceCommand, MaxSessions in sshd_config).',
  forwardingRefused: '{{host}} does not connect us on to {{target}}: {{detail}}',
  forwardingRefusedNext:
    'Nothing listens there, or sshd forbids forwarding (AllowTcpForwarding in sshd_config).',
  outputTooLarge: '{{host}} sent more output than can be accepted (limit {{limit}} bytes).',
  outputTooLargeNext: 'Something on the server prints without end: look at the login scripts of the user.',
  shellUnusable: 'The login shell of {{user}} on {{host}} did not run the program.',
  shellUnusableNext:
    'Check that the user has a working shell with sh in its path, and that its login scripts neither wait for input nor end the session.',
  programStopped: 'The program on {{host}} was ended before it was done.',
  programStoppedNext:
    'The server may be short of memory, or somebody ended it: look at the server’s journal and try again.',
  sudoMissing: '{{user}} is not root, and the server has no sudo.',
  sudoMissingNext: 'Log in as root, or install sudo on the server (as root: apt-get install sudo).',
  sudoPasswordNeeded: 'sudo asks for a password of {{user}}, and none is set.',
  sudoPasswordNeededNext: 'Enter the sudo password of {{user}} (usually the login password).',
  sudoPasswordWrong: 'sudo did not accept the password of {{user}}.',
  sudoPasswordWrongNext:
    'Correct the sudo password; it is tried only once, so that the account is not locked.',
  sudoDenied: '{{user}} may not become root by sudo: {{detail}}',
  sudoDeniedNext:
    'Give the user the right on the server (as root: usermod -aG sudo {{user}}), or log in as root. Where sudo wants a terminal, allow it to do without (visudo: Defaults:{{user}} !requiretty).',
  factsUnreadable: 'What {{host}} says about itself could not be read: {{detail}}',
  factsUnreadableNext:
    'Try again. If it stays so, look at the details: a full disk or a damaged system tool on the server is the usual cause.',
  systemNotLinux: '{{host}} does not run Linux ({{system}}).',
  systemNotLinuxNext: 'Choose a server with a supported Linux system.',

  inputInvalid: 'Some of what was entered cannot be accepted: {{problems}}',
  inputInvalidNext: 'Correct it and try again.',
  specInvalid: 'The description of the mail server is not complete yet: {{problems}}',
  specInvalidNext: 'Go back to the steps that are named and correct them.',
  hostUnknown: 'This host is no longer in the list.',
  hostUnknownNext: 'It was removed, perhaps in another window. Choose another host or add it again.',
  hostKeyStale: 'The approved host key of {{host}} was changed in the meantime: it is now {{pinned}}.',
  hostKeyStaleNext: 'Test the connection again and compare the fingerprint that is shown then.',
  loginSecretMissing: 'No password or private key is stored for {{host}}.',
  loginSecretMissingNext: 'Edit the host and enter it.',
  draftUnknown: 'This draft no longer exists.',
  draftUnknownNext: 'It was removed, perhaps in another window. Begin a new one.',
  draftWithoutHost: 'No host is chosen yet.',
  draftWithoutHostNext: 'Go back to the first step and choose the server.',
  planUnknown: 'This plan no longer exists.',
  planUnknownNext: 'Make a new plan; that changes nothing on the server.',
  wishUnknown: 'This computer does not know what was wished on {{host}}.',
  wishUnknownNext: 'Plan and apply it once from here; then changes by others can be kept or put back.',
  driftMoved:
    '{{path}} is not among the changes listed now (kept or put back already, or changed again), or cannot be kept or put back as text.',
  driftMovedNext: 'Look again and decide by what is there now.',
  planUsed: 'This plan was applied already.',
  planUsedNext: 'Make a new plan: it shows what is left to do.',
  planBlocked: 'This plan cannot be applied: {{reason}}',
  planBlockedNext: 'Put right what is named, then make a new plan.',
  runUnknown: 'The server knows no such run.',
  runUnknownNext: 'Refresh the list of runs.',
  runBusy: 'A run is under way on {{host}}.',
  runBusyNext: 'Watch it to its end, or stop it, before you start another.',
  accountUnknown: 'This mail account no longer exists.',
  accountUnknownNext: 'It was removed, perhaps in another window. Choose another one.',
  accountPasswordMissing: 'The password of {{address}} is not stored.',
  accountPasswordMissingNext: 'Enter the password in the account’s settings.',
  testNothingApplied: 'Nothing that was set up from here stands on {{host}}, so there is no mailbox to test.',
  testNothingAppliedNext: 'Apply a plan first.',
  testMailboxUnknown: 'The mailbox {{mailbox}} is not part of what was set up on {{host}}.',
  testMailboxUnknownNext: 'Choose one of the mailboxes of the plan that was applied last.',
  vaultLocked: 'The stored passwords and keys are locked.',
  vaultLockedNext: 'Enter the passphrase to unlock them.',
  vaultPassphraseWrong: 'This is not the passphrase.',
  vaultPassphraseWrongNext:
    'Try again; mind capital letters and the keyboard layout. It cannot be recovered if lost.',
  vaultKeychainMissing:
    'The keychain of this computer, which protects the stored passwords and keys, cannot be used: {{detail}}',
  vaultKeychainMissingNext:
    'They were sealed by the program’s window: open that one on the desktop you used before (npm start), with its keychain unlocked. To open them in the browser too, set a passphrase in the settings there. Nothing is lost.',
  vaultFileDamaged: 'The key file {{path}} cannot be read: {{detail}}',
  vaultFileDamagedNext:
    'Restore it from a backup. Without it the stored passwords and keys cannot be opened; hosts, plans and runs are still there.',
  vaultSecretUnreadable: 'A stored password or key cannot be opened with the key of this computer.',
  vaultSecretUnreadableNext: 'Enter it again; the new one replaces it.',
  databaseNewer:
    'The database {{path}} was written by a newer version of this program (format {{found}}, known: {{known}}).',
  databaseNewerNext:
    'Install the newer version, or choose another data directory. Nothing was changed in it.',
  databaseDamaged: 'The database {{path}} is damaged: {{detail}}',
  databaseDamagedNext:
    'It was left untouched. Restore it from a backup, or move it aside and start again: the servers keep their own record of every run.',
  databaseUnusable: 'The database {{path}} cannot be opened: {{detail}}',
  databaseUnusableNext: 'Check that the disk has space and that you may write there.',
  dataDirectoryUnusable: 'The data directory {{path}} cannot be used: {{detail}}',
  dataDirectoryUnusableNext:
    'Check that it exists and that you may write there, or choose another (MAILWRIGHT_HOME).',
  coreUnreachable: 'The connection to the program’s core was lost.',
  coreUnreachableNext:
    'It is being restored. If it stays so, start the program again; runs on servers go on by themselves.',
  stepFailed: 'The step “{{step}}” failed.',
  stepFailedNext:
    'Read the last lines of its output. What this step changed was taken back; continue the run or undo it.',
  lockHeld: 'Another run is at work on this server: {{holder}}',
  lockHeldNext: 'Wait until it has ended, or ask that operator; then plan again.',
  cancelled: 'Stopped as you asked, with nothing left half done.',
  cancelledNext: 'What is done holds. Continue the run, or undo it.',
  planStale: 'The server has changed since the plan was made: {{paths}}',
  planStaleNext: 'Nothing was changed. Make a new plan and look at what differs.',
  fileMoved: 'Somebody changed {{path}} while the run was at work.',
  fileMovedNext:
    'The file was left as it is and this group was taken back. Make a new plan from the present state.',
  diskFull: 'No space is left on the server for files under {{path}}.',
  diskFullNext:
    'What this step changed was taken back. Make room (df -h {{path}} shows space, df -i {{path}} how many more files there may be), then continue the run.',
  tmpFull: 'No space is left in /tmp of the server, and {{name}} cannot work without.',
  tmpFullNext:
    'The old configuration is still in use. Make room in /tmp (df -h /tmp), then continue the run.',
  spaceTooSmall: 'There is too little free space under /var: {{free}} MB, and {{needed}} MB are needed.',
  spaceTooSmallNext: 'Nothing was changed. Make room, then do the same again.',
  writeRefused: 'The server refused to write {{path}}.',
  writeRefusedNext:
    'A read-only file system or an immutable file (lsattr) is the usual cause. This group was taken back; mend it, then continue the run.',
  fileFixed:
    'Nothing may take the place of {{path}} on the server: somebody has given it the attribute “{{attribute}}” (chattr).',
  fileFixedNext:
    'Nothing of this step is changed. Whoever set the attribute had a reason; if it may go, take it away with “chattr -{{attribute}} {{path}}”, then continue the run.',
  writeCutShort:
    'What was being written under {{path}} did not get to its end, although the server can be written to.',
  writeCutShortNext:
    'A command was ended from outside, memory ran out, or the disk was full for a moment (journalctl -k may tell). What this step changed was taken back; continue the run.',
  validationFailed: '{{name}} refused the new configuration before it was put in place.',
  validationFailedNext:
    'The old configuration is still in use. What is wrong is listed with file and line: correct it there, then apply again.',
  unitFailed: 'The service {{unit}} did not start with the new configuration.',
  unitFailedNext: 'The old configuration was put back. Its last log lines are below.',
  unitSlow: 'The service {{unit}} neither came to a stop nor started within {{minutes}} minutes.',
  unitSlowNext:
    'systemd still waits for it: systemctl status {{unit}} shows where it hangs. A TimeoutStopSec or TimeoutStartSec of “infinity” in its unit may be the reason. Once it has stopped or runs, continue the run, or undo it.',
  unitMasked: 'The service {{unit}} is masked: an administrator has forbidden it to start.',
  unitMaskedNext: 'If that is no longer wanted, run systemctl unmask {{unit}} and continue the run.',
  probeFailed: 'After the change this check did not hold: {{name}}',
  probeFailedNext:
    'The old configuration was put back. Look at the output, mend the cause and continue the run.',
  packagesLocked: 'The package manager has been busy for 15 minutes: {{holder}}',
  packagesLockedNext: 'Wait until that program has ended, then continue the run.',
  packagesBroken: 'Packages that were half installed before could not be set right.',
  packagesBrokenNext: 'Run dpkg --configure -a on the server and read its message; then continue the run.',
  mirrorFailed: 'The package lists could not be fetched.',
  mirrorFailedNext:
    'Nothing was installed. Check the network, the clock of the server and the mirror in /etc/apt/sources.list, then continue the run.',
  installFailed: 'The packages could not be installed.',
  installFailedNext: 'Read the message of the package manager below; then continue the run, or undo it.',
  removeFailed: 'The packages could not be removed.',
  removeFailedNext: 'Read the message of the package manager; then undo again: it goes on where it was.',
  accountFailed: 'The account {{name}} could not be made.',
  accountFailedNext: 'This group was taken back. Read the output of the step, then continue the run.',
  certificateFailed: 'openssl could not make the certificate.',
  certificateFailedNext: 'Read the output of the step, then continue the run.',
  commandFailed: 'The command {{name}} failed.',
  commandFailedNext: 'This group was taken back. Read the output of the step, then continue the run.',
  firewallFailed: 'The firewall refused the rule for {{port}}.',
  firewallFailedNext: 'No rule was changed. Read the output of the step, then continue the run.',
  nothingRecorded: 'This run changed nothing, so there is nothing to undo.',
  nothingRecordedNext: 'Nothing needs to be done.',
  undoLaterFirst: 'A later run ({{run}}) builds on this one.',
  undoLaterFirstNext: 'Undo the later run first, then this one.',
  undoAcrossUpgrade:
    'The system was upgraded since this run, from {{before}} to {{now}}. Its undo would put back {{path}} in words that the new version does not understand, and mail would stop.',
  undoAcrossUpgradeNext:
    'Nothing was changed. To change the server, make a new plan; to go back before the upgrade, use a backup or snapshot of the whole server.',
  rehearsalLastRelease: 'No release after {{system}} is known here, so there is nothing to rehearse.',
  rehearsalLastReleaseNext: 'Nothing needs to be done.',
  rehearsalNoRoom:
    'The rehearsal needs {{needed}} MB on {{host}} for a short time, under /var/cache, and there is less.',
  rehearsalNoRoomNext:
    'Nothing was changed. Free some space and rehearse again; the upgrade itself needs more still.',
  rehearsalNoSources:
    'Among the package sources of {{host}} there is none of this release of the distribution.',
  rehearsalNoSourcesNext:
    'Nothing was changed. Look at /etc/apt/sources.list and /etc/apt/sources.list.d: perhaps they name the next release already.',
  rehearsalMirror: 'The packages of the next release could not be fetched by {{host}}.',
  rehearsalMirrorNext: 'Nothing was changed. Below are the words of apt; try again when the mirror answers.',
  rehearsalUnpack: 'The packages of the next release could not be unpacked on {{host}}.',
  rehearsalUnpackNext: 'Nothing was changed, and what was unpacked is cleared away.',
  rehearsalStopped: 'The rehearsal was stopped.',
  rehearsalStoppedNext: 'Nothing was changed, and what was downloaded is cleared away.',
  rehearsalNoRoot: 'The programs of the next release cannot be run on {{host}} beside the present ones.',
  rehearsalNoRootNext:
    'Nothing was changed. Perhaps /var/cache is mounted with noexec, or the kernel is too old for the next release.',
  runUnfinished: 'An earlier run ({{run}}) on this server was cut short.',
  runUnfinishedNext: 'Continue that run or undo it; then make a new plan.',
  resumeLaterRun: 'A later run ({{run}}) was made after this one, so this one cannot be continued.',
  resumeLaterRunNext: 'Make a new plan: it shows what is left to do.',
  runDone: 'This run is finished already, so it cannot be continued.',
  runDoneNext: 'Nothing has to be done. To change the server, make a new plan.',
  runUndone: 'This run is already undone.',
  runUndoneNext: 'Nothing has to be done. To set the server up again, make a new plan.',
  noRunToUndo: 'There is no run on this server that could be undone.',
  noRunToUndoNext: 'Nothing needs to be done.',
  runInterrupted:
    'The run was cut short on the server: the machine went down, somebody ended it, or nothing could be written under /var/lib/mailwright.',
  runInterruptedNext: 'Continue the run: it goes on where it was. Or undo it.',
  undoInterrupted:
    'The undo was cut short on the server: the machine went down, somebody ended it, or nothing could be written under /var/lib/mailwright.',
  undoInterruptedNext: 'Undo again: it goes on where it was.',
  undoBegun: 'The undo of this run has begun and is not finished, so the run cannot be continued.',
  undoBegunNext:
    'Undo it again to bring the undo to its end; or make a new plan, which sets up again what was put back.',
  startFailed: 'The program could not be started on the server.',
  startFailedNext: 'Nothing was changed. The reason of the server is below.',
  systemUnsupported: '{{system}} is not among the systems that this program knows.',
  systemUnsupportedNext: 'Use a server with Debian 11, 12 or 13.',
  initUnsupported: 'This server is not run by systemd (process 1 is {{init}}).',
  initUnsupportedNext: 'Use a server or container that boots with systemd.',

  usageInvalid: 'The command line is not right: {{detail}}',
  usageInvalidNext: 'See how it is written: mailwright --help',
  specFileInvalid: '{{file}} cannot be used; problems: {{n}}.',
  specFileInvalidNext: 'Correct the places named above; docs/spec.md explains each key.',
  specUnreadable: 'The description {{file}} cannot be read: {{detail}}',
  specUnreadableNext: 'Check the path; docs/spec.md has an example to begin with.',
  loginMissing: 'There is nothing to log in with as {{user}}.',
  loginMissingNext: 'Give a key (--identity FILE) or a password (--password-stdin), or start an SSH agent.',
  identityUnreadable: 'The key file {{file}} cannot be read: {{detail}}',
  identityUnreadableNext: 'Check the path given to --identity; it is the private key, without .pub.',
  secretNotGiven: 'Nothing was entered.',
  secretNotGivenNext: 'Run the command again and enter what it asks for; what you type is not shown.',
  stdinTooShort: 'Lines of secrets on standard input: {{got}}; needed: {{wanted}}.',
  stdinTooShortNext: 'Give one line for each option, in this order: password, sudo password, passphrase.',
  approvalMissing: 'Not approved: nothing was changed.',
  approvalMissingNext: 'Look at the plan; then run the same command with --yes.',
  noOpenRun: 'There is no unfinished run on this server.',
  noOpenRunNext: 'List the runs with: mailwright runs --host …',
  leftBeforeStart: 'Stopped. The run had not begun, or was just being sent.',
  leftBeforeStartNext: 'Look with “mailwright runs --host …” whether it has begun on the server.',
  runGoesOn: 'You have left; run {{run}} goes on by itself on the server.',
  runGoesOnNext:
    'Join it again: mailwright resume {{run}} --host {{host}} --yes\nStop it: mailwright cancel {{run}} --host {{host}}',
  undoGoesOn: 'You have left; the undo of run {{run}} goes on by itself on the server.',
  undoGoesOnNext:
    'Join it again: mailwright undo --run {{run}} --host {{host}} --yes\nStop it: mailwright cancel {{run}} --host {{host}}',
  mailboxNotInSpec: 'The description holds no mailbox {{mailbox}}.',
  mailboxNotInSpecNext: 'Name one of its mailboxes with --mailbox.',
  mailboxPasswordMissing: 'The description does not tell the password of {{mailbox}}.',
  mailboxPasswordMissingNext: 'Add its password to the description: the test logs in like a mail program.',
  runAtWork: 'This run is still at work on the server.',
  runAtWorkNext: 'Follow it to its end, or ask it to stop between two steps.',
} as const
