export const test = {
  uiIntro:
    'A message with a secret token is sent over SMTP, read back over POP3, compared byte for byte and deleted. Then what must be refused is tried.',
  uiMailbox: 'Mailbox',
  uiMailboxHint: 'The test logs in to this mailbox, sends to it and reads from it.',
  uiMailboxNoneHint:
    'The description of this server names no mailbox. Add one in the wizard, or type its name.',
  uiStart: 'Start the test',
  uiAgain: 'Test again',
  uiStop: 'Stop',
  uiStopped: 'The test was stopped',
  uiStoppedText: 'What was not finished proves nothing, one way or the other.',
  uiRunning: 'Testing {{mailbox}}…',
  uiPassTitle: 'Mail works',
  uiPassText: '{{mailbox}} sends and receives: the message came back equal byte for byte.',
  uiPassTime: 'The whole test took {{time}}.',
  uiPartTitle: 'Mail works, but not everything could be proved',
  uiOpenTitle: 'Mail works, but the server lets in what it must refuse',
  uiPartText:
    '{{mailbox}} sends and receives: the message came back equal byte for byte. What did not hold or could not be proved: {{stages}}',
  uiFailTitle: 'Mail does not work yet',
  uiFailBlame: 'The first thing to look at: {{stage}}',
  uiRouteDirect: 'The ports were reached directly from this computer.',
  uiRouteSsh:
    'The ports could not be reached directly from here, so the test went through the SSH connection: a firewall in between is the cause.',
  uiStages: 'Stages',
  uiStateWaiting: 'waiting',
  uiStateRunning: 'running',
  uiStatePass: 'passed',
  uiStateFail: 'failed',
  uiStateSkipped: 'not tested',
  uiAdvice: 'What to do',
  uiTranscript: 'Conversation ({{n}})',
  uiCopyReport: 'Copy the report',
  uiReportHead: 'Mail test of {{mailbox}}, {{time}}: {{verdict}}',
  uiReportPass: 'passed',
  uiReportFail: 'failed',

  programTitle: 'Use it in a mail program',
  programLead:
    'Mail works here at once. For Thunderbird or a phone, enter these values and the password of the mailbox.',
  programServer: 'Server, incoming and outgoing',
  programLogin: 'User name',
  programImap: 'Incoming mail, IMAP',
  programPop3: 'Incoming mail, POP3',
  programSmtp: 'Outgoing mail, SMTP',
  programSmtpOld: 'Outgoing mail, SMTP (older programs)',
  programNote:
    'A device that does not find {{hostname}} takes {{address}} instead. If the certificate is self-signed, the program asks once whether to trust it.',
  programOpen: 'Open mail',
  programCopy: 'Copy all',

  stageReach: 'Ports',
  stageSubmit: 'Submission',
  stageArrive: 'Arrival by POP3',
  stageCompare: 'Comparison with what was sent',
  stageDelete: 'Deletion',
  stageAlias: 'Alias',
  stageWrongPassword: 'Refusal of a wrong password',
  stageRelay: 'Refusal to relay for strangers',
  skippedAfter: 'Not tried, because a stage before it failed: {{stage}}',
  blamed: '{{part}}: {{what}}',
  partDns: 'DNS',
  partFirewall: 'Firewall in between',
  partNetwork: 'Network',
  partCertificate: 'Certificate and TLS',
  partSasl: 'Authentication service (Dovecot auth, SASL)',
  partLogin: 'Account and password (Dovecot auth)',
  partRecipients: 'Recipient tables (Postfix)',
  partDomains: 'Domains the server receives for (Postfix)',
  partPostfix: 'Postfix',
  partDovecot: 'Dovecot',
  partLmtp: 'Delivery from Postfix to Dovecot (LMTP)',
  partStorage: 'Mail storage (Dovecot)',
  partContent: 'Content of the message',
  partRelay: 'Relay rules (Postfix)',
  reachDirect: '{{address}} answers on ports {{ports}}.',
  reachTunnel:
    'The ports {{ports}} of {{address}} cannot be reached from here, but they answer through the SSH connection.',
  reachSeveral: 'Several ports do not answer ({{ports}}). {{first}}',
  adviceFirewall:
    'The server itself is all right. Open the ports {{ports}} in the server’s firewall and in the security group of its provider; if only port 25 is meant, your own network may be blocking it.',
  adviceSubmission:
    'Nothing listens on port {{port}}: switch on the submission service in Postfix’s master.cf and restart Postfix.',
  advicePostfixDown:
    'Postfix does not run or does not listen on this address: look at `systemctl status postfix` and at inet_interfaces.',
  adviceDovecotDown:
    'Dovecot does not run or does not serve port {{port}}: look at `systemctl status dovecot` and at its protocols.',
  submitPass: 'Accepted for {{recipient}} after login: {{reply}}',
  arrivePass: 'Shown by POP3 after {{time}} (look {{looks}} into the mailbox).',
  arriveNever:
    'Postfix accepted the message (queue id {{id}}), but POP3 did not show it within {{time}}. “250 queued” is not delivery yet.',
  arriveDeferred: 'The message (queue id {{id}}) waits in the queue, delivery was put off: {{reason}}',
  arriveBounced: 'The message (queue id {{id}}) was sent back as undeliverable: {{reason}}',
  arriveElsewhere:
    'By the log the message (queue id {{id}}) was delivered ({{reason}}), but POP3 does not show it.',
  adviceDns:
    'The server cannot resolve a name it needs: check the zone, and which DNS server it asks (/etc/resolv.conf; after a change there, restart Postfix).',
  adviceLmtp:
    'Check that Dovecot serves LMTP on the socket that Postfix names (/var/spool/postfix/private/dovecot-lmtp, owner postfix) and that Dovecot runs.',
  adviceRecipients:
    'Postfix and Dovecot must both know the mailbox: compare virtual_mailbox_maps, the aliases and Dovecot’s user list.',
  adviceStorage:
    'Look at Dovecot’s log: the mail directory must belong to the mailbox’s user, and the disk must have room.',
  adviceDomains:
    'The domain must be in exactly one of mydestination and virtual_mailbox_domains, and its MX must lead to this server.',
  adviceQueue:
    'On the server, `postqueue -p` shows what waits and why; the mail log tells it under the queue id.',
  adviceLocation:
    'Delivery and POP3 look in different places: compare where LMTP (or Postfix itself) writes with Dovecot’s mail location for this user.',
  comparePass: 'Token, subject, body and attachment are equal, byte for byte ({{size}} bytes).',
  differsToken: 'The token is another: sent {{expected}}, read {{actual}}.',
  differsSubject: 'The subject is another: sent “{{expected}}”, read “{{actual}}”.',
  differsBody: 'The text of the body is not the one that was sent.',
  differsAttachment:
    'The attachment is not the one that was sent ({{expected}} bytes sent, {{actual}} read).',
  adviceContent:
    'Something on the way rewrites messages: a content filter, a milter or an antivirus program.',
  deletePass: 'Deleted, and gone at the next login.',
  deleteStays: 'The server confirmed the deletion, but the message is still there.',
  aliasPass: 'A message to {{alias}} arrived in {{mailbox}} unchanged and was deleted.',
  aliasNone: 'No alias is known that leads to this mailbox.',
  aliasShared:
    'Each alias that leads to this mailbox also reaches others, so none was tested: the test writes to nobody else.',
  wrongPasswordPass: 'Both refused it. SMTP: {{smtp}}; POP3: {{pop3}}',
  wrongPasswordTaken: '{{service}} let a wrong password in.',
  adviceLoginOpen:
    'Take this server off the network until it is mended: somewhere in Dovecot’s passdb blocks a password is accepted without being checked (nopassword, a static passdb).',
  relayPass: 'Refused without login: {{reply}}',
  relayOpen: 'The server would pass on mail for anybody: {{reply}}',
  relayDeferred: 'Relaying is only put off, not refused: {{reply}}',
  relayInside:
    'Seen through SSH, from the server’s own address, it would pass mail on; whether it does so for strangers could not be seen.',
  relayByChoice:
    'Skipped by your choice: {{address}} is in the networks that may send without a login ({{networks}}), which the description or mynetworks of Postfix names. That strangers are refused could not be proved from here.',
  relayPassOutside:
    'This computer ({{source}}) is in a network that may send without a login, which the description or mynetworks of Postfix names. From {{address}}, which is not, relaying was refused: {{reply}}',
  adviceRelayByChoice: 'To see it proved, run the test from a computer outside these networks.',
  relayUndecided:
    'It refused even before the recipient was named, so the relay rules were not seen at work: {{reply}}',
  adviceRelay:
    'Set smtpd_relay_restrictions to permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination at once; if this computer is one of mynetworks, test from elsewhere.',
  adviceRelayDeferred:
    'In smtpd_relay_restrictions replace defer_unauth_destination by reject_unauth_destination.',
  adviceRelayInside: 'Test once more from a network that reaches port 25 directly.',
  adviceRelayUndecided:
    'Read the reply: it names the rule. Test once more when it is lifted, or from another address.',
} as const
