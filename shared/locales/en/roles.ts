/** What each part of the set-up is, and why it must be so. */
export const roles = {
  packageTitle: 'Package {{name}}',
  packageBaseReason: 'It makes the certificate and checks those of other servers.',
  packageBindReason:
    'BIND answers DNS queries for {{domain}}; its tools check the zone and ask it questions.',
  packagePostfixReason: 'Postfix receives mail from other servers and sends the mail of your users (SMTP).',
  packageHalfReason:
    'It was left half installed, as by an upgrade of the system that could not start it. dpkg --configure -a finishes it.',
  packageDovecotReason:
    'Dovecot keeps the mailboxes and lets users read them (POP3, IMAP); it also checks their passwords.',
  packageRivalWarning:
    'Installing it removes the mail server that is there now: {{names}}. Its configuration files stay; mail that waits in its queue is not delivered meanwhile. Undo installs it again from the mirror and puts its configuration back.',
  rivalDomainWarning:
    'The mail server that is there now takes mail for {{domain}} too; afterwards nobody does. Set that domain up in Postfix by hand if it still counts.',
  noticeOtherPanel:
    'This server is looked after by {{name}} (found: {{path}}). Two programs that write the same files overwrite each other, so nothing is set up here. If {{name}} is no longer in use, remove it together with {{path}}, then plan again.',
  noticePackagesBroken:
    'Some packages are only half installed. Before it installs others, apply finishes them with dpkg --configure -a, as apt itself would ask for; this cannot be undone. dpkg says: {{text}}',
  noticePackagesLocked:
    'The package manager is at work: {{holder}}. Where packages are to be installed, apply waits for it.',
  noticePortTaken:
    'Port {{port}} is taken by the program {{process}}. Stop it, or have it listen on another port (ss -lntup tells its process), then plan again.',
  noticePortTakenUnknown:
    'Port {{port}} is taken by a program that cannot be seen. Find it with ss -lntup and stop it, then plan again.',
  noticeAddressLoopback:
    'The connection leads to {{address}}, which others cannot reach, and DNS would tell it to them. Write the server’s own address into the description (address).',
  noticeAddressElsewhere:
    'No network interface of this server has the address {{address}}. That is right behind NAT, if the ports are forwarded; otherwise correct the address.',
  hostnameTitle: 'Host name {{name}}',
  hostnameReason:
    'Mail servers greet each other by name, and many refuse mail from one whose name DNS does not know. The tutorial calls this the legal host name.',
  hostnameWarning:
    'The name changes from {{before}} to {{after}}. The prompt and new log lines will show the new one.',
  hostnameFileTitle: 'The host name in /etc/hostname',
  hostnameFileReason: 'So that the name is the same after the next boot.',
  hostsTitle: 'The server’s own name in /etc/hosts',
  hostsReason: '{{hostname}} leads to {{address}} even while DNS does not answer. Other lines stay.',
  hostsWarning: '{{hostname}} is taken off the lines of these addresses: {{addresses}}.',
  cloudTitle: 'cloud-init leaves the name alone',
  cloudReason: 'Otherwise it would bring the old name back at the next boot.',
  groupTitle: 'Group {{name}}',
  mailGroupReason: 'It owns the mail of all virtual mailboxes.',
  userTitle: 'User {{name}}',
  mailUserReason:
    'One account without login holds all virtual mailboxes, so that a mailbox is no user of the system.',
  systemUserReason:
    'The mailbox {{address}} is a user of the system, as in the tutorial. A new one gets no login shell: the tutorial’s users could also log in over SSH, which a mailbox does not need. Its password opens the mailbox.',
  presentUserReason:
    'The mailbox {{address}} is this user of the system, as in the tutorial. The login shell stays as it is; the user’s password opens the mailbox.',
  userPasswordWarning:
    'The user {{name}} exists already and gets the password of the description. It holds for SSH and sudo too.',
  homeReason:
    'The user {{name}} has no home directory: Debian’s useradd makes none unless told to. Dovecot keeps folders and indexes there, and lets nobody read mail without it.',
  mailDirectoryReason:
    'The mail of the virtual mailboxes lies here, a directory for each. Undo does not delete it but moves it aside.',
  noticePasswordMissing: 'The mailbox {{name}} is new and has no password. Give it one.',
  noticeSystemAccount:
    '{{name}} is an account of the system itself and cannot be a mailbox. Choose another name, or an alias.',
  noticeNamesake:
    '{{name}} is a user of this system too. The mail of that user stays where it is; the mailbox {{address}} is another one.',
  directoryTitle: 'Directory {{path}}',
  directoryTlsReason: 'The services find their certificate here, whoever issues it later.',
  certificateTitle: 'Certificate of {{hostname}}',
  certificateReason:
    'Passwords and mail travel encrypted. The certificate is signed by the server itself for now: mail programs ask once whether to trust it. The tutorial sends everything in clear.',
  linkReplacedWarning:
    '{{path}} is a link to {{target}}. A file with its text and the changes takes the place of the link; {{target}} stays as it is, and what is changed in it later counts no more.',
  certificateReplacedWarning:
    'The certificate {{path}} is no longer used: it has expired, does not fit {{hostname}}, cannot be read with its key, or a better one is in use.',
  certificateNamesWarning:
    'The certificate {{path}} goes on being used, but it is for {{names}} and not for {{hostname}}: mail programs will complain until it names this host too.',
  namedOptionsTitle: 'BIND’s options',
  namedOptionsReason:
    'BIND answers everybody for its own zones, but looks up foreign names only for this server and for networks that are named. The tutorial opens that to everybody, which attackers use to flood others.',
  namedOptionsForwardReason:
    'Foreign names are asked from {{forwarders}}, only for this server and for networks that are named; the tutorial lets everybody ask. Signatures (DNSSEC) are not checked, as many such servers strip them and every lookup would fail.',
  namedZonesTitle: 'BIND’s list of zones',
  namedZonesReason:
    'It tells BIND that this server answers for {{domain}}. Other zones stay. The tutorial overwrites this file, and with it the zones that were in it.',
  zoneTitle: 'The zone of {{domain}}',
  zoneReason:
    'It names the server that takes mail for {{domain}} (MX {{hostname}}), its address (A), the name server (NS), and who may send mail of the domain (SPF). The serial rises only when a record changes.',
  recordReplacedWarning: 'The record “{{before}}” gives way to “{{after}}”.',
  undoZoneCopied:
    'The file comes back byte for byte, but not the copies on other name servers, which may fetch this zone (allow-transfer): they keep what has the serial {{serial}} until a higher one comes. After an undo raise the serial above it by hand, or run rndc retransfer {{zone}} on them.',
  zoneCopiesStay:
    'The zone {{zone}} has its serial {{serial}} of before again, while servers that have copied it keep what had {{copied}}. If there are any, raise the serial in {{path}} to {{next}} or more and run rndc reload {{zone}}, or run rndc retransfer {{zone}} on each of them.',
  bindUnitReason: 'It answers DNS queries, also after the next boot.',
  noticeBindUnreadable:
    '{{path}} cannot be understood, so BIND is left alone. Check it with named-checkconf.',
  noticeBindJail:
    'BIND is shut into the directory {{directory}} (option -t). That cannot be set up here; choose to keep DNS by hand.',
  noticeBindViews: '{{path}} uses views. Zones in views cannot be set up here; choose to keep DNS by hand.',
  noticeZoneNotPrimary:
    'This server holds {{domain}} as a zone of the type {{type}}. Change it where it is primary, or keep DNS by hand.',
  noticeZoneDynamic:
    'The zone {{domain}} takes updates over the network (allow-update or update-policy), so BIND itself writes its file and an edit would be lost. Add the records with nsupdate and keep DNS by hand.',
  noticeZoneSigned:
    'The zone file {{path}} holds signatures (DNSSEC) that a change would break. Change the zone where it is signed, or keep DNS by hand.',
  noticeZoneJournal:
    'Beside the zone file {{path}} lies a journal of updates ({{path}}.jnl), so the file may be older than what BIND answers. Run rndc sync -clean {{domain}}, or remove the journal if it is a leftover, then plan again.',
  noticeZoneDirective:
    '{{path}}, line {{line}}: with {{directive}} the zone has more records than this file names, so it cannot be changed here. Put all of them into one file (named-compilezone -o {{path}}.all {{domain}} {{path}} writes it), have it take the place of this one, and plan again; or keep DNS by hand.',
  noticeZoneUnreadable:
    'The zone file {{path}} cannot be read or understood, so it is left alone. Move it to the usual place, or keep DNS by hand.',
  noticeOtherAddress:
    'The zone also leads {{hostname}} to {{addresses}}, which is no address of this server; mail goes there, too. The record stays, as the description names one address: take it out if it is out of date.',
  noticeForwarderLoop:
    'The forwarder {{address}} is this server itself: it would ask itself forever. Name another one.',
  recursionClosedWarning:
    'So far everybody may have foreign names looked up here, as nothing forbids it; from now on only: {{networks}}.',
  recursionLocalWarning:
    'So far the networks that the server is in may have foreign names looked up here, which is BIND’s own default; from now on only: {{networks}}.',
  noticeQueryLimited:
    'BIND answers about {{domain}} only to {{networks}} (allow-query), and it stays so. Mail from elsewhere will not find the server unless another name server tells the way.',
  noticeForwardersKept:
    'BIND goes on asking the forwarders that it asks now, {{forwarders}}: the description names none.',
  noticeImmutable:
    'Somebody has protected {{path}} from every change (chattr +i). Take that off with chattr -i {{path}}, or describe dns.useForServer as false, then plan again.',
  noticeNoForwarders:
    'BIND will ask the root servers itself. Where the network lets no DNS out, no name will be found; then name forwarders, for example those asked now: {{addresses}}.',
  resolverReason:
    'The server asks its own BIND, as the tutorial’s nmcli step has it: mail to its own domain is found even before the domain is public.',
  resolvConfTitle: '/etc/resolv.conf names the server’s own BIND',
  resolvConfWarning: 'These name servers are no longer asked directly: {{addresses}}.',
  dhclientTitle: 'DHCP leaves the name server alone',
  dhclientReason: 'Otherwise the next lease would put another name server into /etc/resolv.conf.',
  resolvedTitle: 'systemd-resolved asks the server’s own BIND',
  resolvedDirectoryReason: 'Additions to the configuration of systemd-resolved lie here.',
  resolvedUnitReason:
    'It looks up names for the programs of this server, and reads its configuration at a start.',
  resolvconfHeadTitle: 'resolvconf names the server’s own BIND first',
  resolvconfDerivedReason: 'resolvconf makes this file from its parts.',
  connectionTitle: 'The connection {{name}} ({{device}}) uses the server’s own BIND',
  connectionWarning: 'The connection {{name}} no longer uses these name servers: {{dns}}.',
  dovecotConfTitle: 'Dovecot’s configuration',
  dovecotConfVirtualReason:
    'POP3 and IMAP under TLS; users log in with the whole address, and their mail lies in /var/vmail. One file says all, in place of some thirty.',
  dovecotConfSystemReason:
    'POP3 and IMAP under TLS; users of the system log in with their name or the whole address, and read the mail in their home. One file says all, in place of some thirty.',
  dovecotReplacedWarning:
    'Dovecot’s present configuration is replaced as a whole: the files in {{directory}}/conf.d stay on the disk but are no longer read.',
  dovecotFormerWordsWarning:
    'Dovecot 2.4 does not start with these lines, which are in words of version 2.3 or stand before the line that must be first: {{lines}}. They are moved and reworded.',
  dovecotAdoptedReason:
    'What is written here stays, and so do its users and their mail. Two lines are added that read the settings of this program, one file before all others and one after.',
  dovecotPartTitle: 'Dovecot reads {{name}}',
  dovecotFirstReason:
    'The mailboxes of the description are looked for first; whoever is not among them logs in as before.',
  dovecotLastReason:
    'What this set-up needs, besides all that Dovecot does already. It is read last, so it counts where both say something.',
  plaintextEndsWarning:
    'So far passwords may be sent to POP3 (110) and IMAP (143) without encryption, from now on no more: set mail programs that do so to SSL/TLS (995, 993) or STARTTLS first.',
  dovecotOpenWarning:
    'As in the tutorial’s lab, passwords may travel in clear on 110 and 143 from {{networks}}. Whoever listens there can read them.',
  usersFileTitle: 'Mailboxes and their passwords',
  usersFileReason:
    'Dovecot checks logins against this list. It holds hashes (SHA-512), from which the passwords cannot be read.',
  mailboxRemovedWarning:
    '{{address}} can no longer log in or receive mail. Mail that is there stays on the disk.',
  virtualMailLeftWarning:
    'Mailboxes become users of this system. The mail of {{addresses}} stays in {{directory}}, but mail programs no longer show it.',
  systemMailLeftWarning:
    'Mailboxes are no longer users of this system: as such nobody reads mail by POP3 or IMAP any more. What these users have stays in their home directories.',
  mailboxPasswordWarning: '{{address}} gets another password.',
  mailboxHasLoginWarning:
    '{{address}} can log in already, by {{path}}, and that password goes on working beside the new one. The mailbox set up here is another one and begins empty; old mail stays where it is. To keep the old mailbox, take it out of the description.',
  noticeForeignLogins:
    'Dovecot also asks a database for logins ({{driver}}), which cannot be looked into here. The mailboxes of the description are looked for first; all others log in as before.',
  socketDirectoryReason: 'Dovecot and Postfix meet here: logins and incoming mail pass through two sockets.',
  dovecotUnitReason: 'It serves POP3 and IMAP, also after the next boot.',
  noticeDovecotVersion: 'Dovecot {{version}} is not known here; 2.2, 2.3 and 2.4 are.',
  noticeDovecotGuessed:
    'The server has no package lists yet. Version {{version}} of Dovecot is assumed; its own check tells before anything is changed.',
  mainCfTitle: 'Postfix’s main configuration',
  mainCfVirtualReason:
    'Postfix takes mail for the mailboxes of {{domain}}, hands it to Dovecot, and sends to other domains only for users who have logged in. Parameters that are not named stay as they are.',
  mainCfSystemReason:
    'Postfix takes mail for the users of this system at {{domain}}, hands it to Dovecot, and sends to other domains only for users who have logged in. Parameters that are not named stay as they are.',
  postfixOpenWarning:
    'As in the tutorial’s lab, everybody in {{networks}} may send to any domain without login.',
  masterCfTitle: 'Postfix’s services',
  masterCfReason:
    'Mail programs send on port 587 (STARTTLS) and 465 (TLS), always with login. The tutorial opens 465 in the firewall but never turns it on.',
  mailboxMapTitle: 'Postfix’s list of mailboxes',
  mailboxMapReason:
    'Mail for an address that is not listed is refused at once, so that the sender learns of it.',
  aliasMapTitle: 'Postfix’s list of aliases',
  aliasMapReason:
    'Mail for an alias goes to its mailboxes. postmaster, abuse, hostmaster and root must be answered (RFC 2142); they go to the first mailbox unless you name them.',
  transportMapTitle: 'The way of mail for this domain',
  transportMapReason:
    'Mail for {{domain}} goes to Dovecot, while the virtual domains that were there before go on being delivered as before.',
  tableRowReplacedWarning:
    'Mail for {{address}} goes to “{{before}}” now, by {{path}}. That line stays but counts no longer: the description does.',
  noticeTableRowCounts:
    'Mail for {{address}} goes to “{{before}}” by {{path}}, and will go on doing so: that table is asked before the system’s aliases. Take the line out if the description shall count.',
  noticeCatchAll:
    'Mail for addresses at {{domain}} that the description does not name goes on going to “{{target}}”, by {{path}}.',
  noticeTablesOpaque:
    'Postfix also asks {{names}}, which cannot be looked into here. The tables of the description are asked first; what else those say of {{domain}} goes on counting.',
  noticeMapTypeMissing:
    'Postfix cannot ask {{map}} ({{places}}): this Postfix knows no tables of the type {{type}}, and mail that depends on them is put off (451). Install the package {{package}}, or take the table out.',
  noticeMapTypeUnknown:
    'Postfix cannot ask {{map}} ({{places}}): this Postfix knows no tables of the type {{type}}, and mail that depends on them is put off (451). Take the table out, or make it one of a type that postconf -m names.',
  noticeMapFileMissing:
    'Postfix cannot ask {{map}} ({{places}}): {{file}} does not exist, and mail that depends on it is put off (451). Put the file there, or take the table out.',
  noticeMapDatabaseMissing:
    'Postfix cannot ask {{map}} ({{places}}): the database {{file}} does not exist, and mail that depends on it is put off (451). Make it: {{command}}',
  noticeMapOutdated:
    'Postfix goes by what {{map}} ({{places}}) said before: the database {{file}} is older than its text. If the text is what counts, make the database anew: {{command}}',
  noticeMapFailing:
    'Postfix gets no answer from {{map}} ({{places}}), and mail that depends on it is put off (451). It says: {{reason}}',
  noticeMapSilent:
    'Postfix gets no answer from {{map}} ({{places}}) within 3 seconds, and mail that depends on it is put off (451). Look whether that server runs and can be reached.',
  noticeServiceSilent:
    'Postfix asks {{service}} about mail ({{places}}), but nobody listens there: mail that has to pass it is put off (451). Start that service, or take it out.',
  noticeAliasTypeMissing:
    'Postfix reads its aliases from {{map}}, but knows no tables of the type {{type}}, so their database cannot be made. Install the package {{package}}, then plan again.',
  noticeDelimiterInName:
    'Postfix parts names from tags at “{{delimiter}}” (recipient_delimiter in {{path}}), and the mailboxes {{names}} have that in their names. They get their mail, but mail with a tag is returned: Dovecot cannot take tags off without cutting these names. If tags are needed, choose another delimiter, such as +.',
  noticeMailboxTablesOpaque:
    'Postfix also finds mailboxes in {{names}}, which cannot be looked into here. All mail for {{domain}} goes to Dovecot: an address that only those tables name gets its mail where Dovecot knows a login of that name, and else the mail is returned to its sender. Describe those mailboxes too, or give them a login.',
  mailboxElsewhereWarning:
    '{{address}} is set up in {{path}} and not in the description. From now on Dovecot delivers its mail, to the login of that name, and refuses it where there is none.',
  routeReplacedWarning:
    'Mail for {{address}} takes the way “{{before}}” now, by {{path}}. That line stays but counts no longer: the mail goes to the mailboxes here.',
  noticeDomainInTable:
    '{{path}} says that {{domain}} is a domain of another kind ({{list}}), which Postfix asks first: mail would not reach the mailboxes. Take {{domain}} out of that file, then plan again.',
  senderMapTitle: 'Who may send as whom',
  senderMapReason: 'Users who have logged in send under their own addresses only, not in the name of others.',
  postfixUnitReason: 'It receives and sends mail, also after the next boot.',
  aliasesTitle: 'The system’s aliases',
  aliasesSystemReason:
    'Mail for aliases, for root and for the role addresses (RFC 2142) goes to a person. Other entries stay.',
  aliasesVirtualReason: 'What the system itself reports to root reaches a mailbox. Other entries stay.',
  aliasReplacedWarning:
    'The alias {{name}} exists already and will lead where the description says; until now it led to: {{before}}',
  mailboxRedirectedWarning:
    'An alias sends the mail of the mailbox {{name}} elsewhere: {{before}}. It stays so; take the alias out if the mailbox shall get its mail.',
  aliasesDatabaseTitle: 'The database of the aliases',
  aliasesDatabaseReason: 'Postfix reads aliases from this database, which newaliases makes from the text.',
  parameterChangedWarning: '{{name}} changes from “{{before}}” to “{{after}}”.',
  parameterRemovedWarning: '{{name}} is removed; it was “{{before}}”.',
  parameterOverruledWarning:
    '{{name}} (“{{before}}”) stays but no longer has an effect: Dovecot puts the mail where POP3 and IMAP read it.',
  domainDroppedWarning:
    'The description no longer names {{domain}}: mail to it is refused from now on. Its mailboxes keep their mail and can log in as before.',
  domainBecomesVirtualWarning:
    '{{domain}} now belongs to virtual mailboxes: users of this system no longer receive mail under it unless they are named as mailboxes.',
  noticeAliasTarget:
    'The alias {{alias}} leads to {{target}}, which is no mailbox and no alias: mail to it would be returned.',
  networksClosedWarning:
    'So far all computers in the networks of this server may send anywhere without logging in (mynetworks_style = {{style}}); from now on only the server itself and the trusted networks may.',
  noticeNetworksKept:
    '{{networks}} may send to any domain without logging in: mynetworks names them already, so they are kept. Where nobody needs that, take them out of {{path}}.',
  noticeNoMailbox: 'There is no mailbox yet, so nobody receives what is sent to postmaster@{{domain}}.',
  portTitle: 'Port {{port}}/{{protocol}} is open',
  portReason: '{{service}} must be reachable from outside. Other rules of the firewall stay.',
  portRefusedWarning:
    'A rule of ufw refuses {{name}} now ({{refusal}}); it becomes one that lets the port in.',
  noticeFirewallSleeps:
    'The firewall {{name}} is not at work now but starts with the next boot, and may then close the ports of mail and DNS. Start it, then plan again.',
  bootRulesTitle: 'The ports stay open after a boot',
  bootRulesReason:
    'The rules of the firewall are loaded from this file at boot. What others wrote in it stays.',
  noticeRulesNotKept:
    'The ports will be opened in the running firewall only: it cannot be told which file its rules come from at boot. Add them there.',
  unitTitle: 'Service {{name}}',
  serviceDns: 'DNS',
  serviceSmtp: 'Receiving mail from other servers (SMTP)',
  serviceSubmission: 'Sending mail with STARTTLS (submission)',
  serviceSmtps: 'Sending mail under TLS (submissions)',
  servicePop3: 'Reading mail by POP3',
  servicePop3s: 'Reading mail by POP3 under TLS',
  serviceImap: 'Reading mail by IMAP',
  serviceImaps: 'Reading mail by IMAP under TLS',
} as const
