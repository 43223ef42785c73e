import type { Localised } from '../../message.ts'
import type { roles as en } from '../en/roles.ts'

export const roles: Localised<typeof en> = {
  packageTitle: '软件包 {{name}}',
  packageBaseReason: '用来生成本机证书，并验证其他服务器的证书。',
  packageBindReason: 'BIND 负责应答 {{domain}} 的 DNS 查询；附带的工具用来检查区域文件和测试解析。',
  packagePostfixReason: 'Postfix 接收其他服务器发来的邮件，并为用户发信（SMTP）。',
  packageHalfReason: '它只装了一半，例如升级系统时服务没能启动。由 dpkg --configure -a 完成配置。',
  packageDovecotReason: 'Dovecot 保管邮箱，供用户收信（POP3、IMAP），并负责验证登录密码。',
  packageRivalWarning:
    '安装后会移除现有的邮件服务程序：{{names}}。其配置文件会保留；它队列里等待投递的邮件在此期间不会投递。撤销时会从软件源重新安装它，并恢复其配置。',
  rivalDomainWarning:
    '现有的邮件服务程序还为 {{domain}} 收信，替换后将无人为它收信。如果该域名仍在使用，请在 Postfix 中手工配置。',
  noticeOtherPanel:
    '这台服务器由 {{name}} 管理（依据：{{path}}）。两个程序写同样的文件会互相覆盖，因此不在这里做任何设置。如果 {{name}} 已不再使用，请将它连同 {{path}} 一起卸载，再重新生成计划。',
  noticePackagesBroken:
    '有软件包没有装完整。安装其他软件包之前，会先执行 dpkg --configure -a 把它们配置完（apt 本身也会这样要求）；这一步无法撤销。dpkg 提示：{{text}}',
  noticePackagesLocked: '软件包管理器正忙：{{holder}}。需要安装软件包时，执行会等它结束。',
  noticePortTaken:
    '端口 {{port}} 已被程序 {{process}} 占用。请停止该程序，或让它改用其他端口（ss -lntup 可查到进程），再重新生成计划。',
  noticePortTakenUnknown:
    '端口 {{port}} 已被占用，但看不到是哪个程序。请用 ss -lntup 找到并停止它，再重新生成计划。',
  noticeAddressLoopback:
    '当前连接的是 {{address}}，别人无法访问它，而 DNS 会把它告诉别人。请在描述中写上服务器自己的地址（address）。',
  noticeAddressElsewhere:
    '这台服务器的网卡上没有地址 {{address}}。如果它在 NAT 之后且已做端口映射，这没有问题；否则请更正地址。',
  hostnameTitle: '主机名设为 {{name}}',
  hostnameReason:
    '邮件服务器之间以主机名互相问候，许多服务器会拒收 DNS 中查不到名字的主机发来的邮件。教程里把它叫做“合法的主机名”。',
  hostnameWarning: '主机名将由 {{before}} 改为 {{after}}，命令提示符和新的日志会显示新名字。',
  hostnameFileTitle: '把主机名写入 /etc/hostname',
  hostnameFileReason: '这样重启之后主机名仍然有效。',
  hostsTitle: '把本机的名字写入 /etc/hosts',
  hostsReason: '即使 DNS 暂时没有应答，{{hostname}} 也能解析到 {{address}}。其他行保持不变。',
  hostsWarning: '将从以下地址所在的行中去掉 {{hostname}}：{{addresses}}。',
  cloudTitle: '让 cloud-init 不再改主机名',
  cloudReason: '否则下次开机时它会把旧名字改回来。',
  groupTitle: '用户组 {{name}}',
  mailGroupReason: '所有虚拟邮箱的邮件都归这个组所有。',
  userTitle: '用户 {{name}}',
  mailUserReason: '用一个不能登录的账户存放全部虚拟邮箱，邮箱用户就不必是系统用户。',
  systemUserReason:
    '邮箱 {{address}} 对应一个系统用户，与教程相同。新建的用户没有登录 shell：教程里的用户还能用 SSH 登录，而邮箱并不需要。其密码就是邮箱密码。',
  presentUserReason:
    '邮箱 {{address}} 就是这个系统用户，与教程相同；登录 shell 保持不变，其密码就是邮箱密码。',
  userPasswordWarning:
    '用户 {{name}} 已经存在，其密码将改成这里填写的密码；SSH 登录和 sudo 也随之改用新密码。',
  homeReason:
    '用户 {{name}} 没有主目录：Debian 的 useradd 默认不创建。Dovecot 的文件夹和索引都放在主目录里，没有它就无法收信。',
  mailDirectoryReason: '虚拟邮箱的邮件存放在这里，每个邮箱一个目录。撤销时不会删除，只会移到别处保存。',
  noticePasswordMissing: '邮箱 {{name}} 是新建的，还没有密码，请设置一个。',
  noticeSystemAccount: '{{name}} 是系统自带的账户，不能用作邮箱。请换一个名字，或改用别名。',
  noticeNamesake: '{{name}} 同时也是系统用户。该用户的邮件保持原样；邮箱 {{address}} 是另外一个。',
  directoryTitle: '目录 {{path}}',
  directoryTlsReason: '各服务都从这里读取证书，以后换成别家签发的证书也不用改路径。',
  certificateTitle: '{{hostname}} 的证书',
  certificateReason:
    '密码和邮件都加密传输。目前使用自签名证书：邮件客户端第一次连接时会询问是否信任。教程中一切都是明文传输。',
  linkReplacedWarning:
    '{{path}} 是指向 {{target}} 的链接。它将被替换为普通文件，内容沿用原文并加上这里的改动；{{target}} 保持不变，以后再改它不会生效。',
  certificateReplacedWarning:
    '证书 {{path}} 将不再使用：它已经过期、与 {{hostname}} 不符、无法连同私钥一起读取，或者已有更合适的证书。',
  certificateNamesWarning:
    '将继续使用证书 {{path}}，但它签发给 {{names}}，不含 {{hostname}}：在证书加上这个主机名之前，邮件程序会发出警告。',
  namedOptionsTitle: 'BIND 的选项',
  namedOptionsReason:
    'BIND 对所有人应答自己的区域，但只替本机和指定的网络查询外部域名。教程对所有人开放了递归查询，容易被人利用来攻击他人。',
  namedOptionsForwardReason:
    '外部域名转发给 {{forwarders}} 查询，且只供本机和指定的网络使用；教程则对所有人开放。由于不少转发服务器会丢掉 DNSSEC 签名，校验会导致全部解析失败，所以这里不做校验。',
  namedZonesTitle: 'BIND 的区域列表',
  namedZonesReason:
    '告诉 BIND 由本机应答 {{domain}}。已有的其他区域保持不变。教程会覆盖整个文件，原有的区域也就丢了。',
  zoneTitle: '{{domain}} 的区域文件',
  zoneReason:
    '写明谁接收 {{domain}} 的邮件（MX {{hostname}}）、它的地址（A）、域名服务器（NS），以及谁可以代表该域发信（SPF）。只有记录变化时序列号才会增加。',
  recordReplacedWarning: '记录“{{before}}”将被“{{after}}”取代。',
  undoZoneCopied:
    '文件会逐字节还原，但其他域名服务器上的副本不会还原：该区域允许传送（allow-transfer），它们会一直使用序列号为 {{serial}} 的副本，直到出现更大的序列号。撤销之后请手动把序列号改得更大，或在那些服务器上运行 rndc retransfer {{zone}}。',
  zoneCopiesStay:
    '区域 {{zone}} 的序列号已恢复为原来的 {{serial}}，而从本机传送过该区域的服务器仍在使用序列号为 {{copied}} 的副本。如果有这样的服务器，请把 {{path}} 中的序列号改为 {{next}} 或更大，再运行 rndc reload {{zone}}；或者在每台这样的服务器上运行 rndc retransfer {{zone}}。',
  bindUnitReason: '它负责应答 DNS 查询，重启后也会自动运行。',
  noticeBindUnreadable: '无法看懂 {{path}}，因此不改动 BIND。请用 named-checkconf 检查该文件。',
  noticeBindJail: 'BIND 被限制在目录 {{directory}} 中运行（-t 选项）。这里还不能配置，请选择手动维护 DNS。',
  noticeBindViews: '{{path}} 使用了 view（视图）。这里还不能配置视图中的区域，请选择手动维护 DNS。',
  noticeZoneNotPrimary:
    '这台服务器上 {{domain}} 的区域类型是 {{type}}。请到主服务器上修改，或选择手动维护 DNS。',
  noticeZoneDynamic:
    '区域 {{domain}} 接受动态更新（allow-update 或 update-policy），文件由 BIND 自己改写，手工修改会丢失。请用 nsupdate 添加记录，并选择自行管理 DNS。',
  noticeZoneSigned:
    '区域文件 {{path}} 含有 DNSSEC 签名，改动会使签名失效。请在签名之前的源文件中修改，或选择手工管理 DNS。',
  noticeZoneJournal:
    '区域文件 {{path}} 旁边有更新日志（{{path}}.jnl），文件内容可能比 BIND 实际应答的旧。请运行 rndc sync -clean {{domain}}；若该日志只是残留，请将其删除，再重新生成计划。',
  noticeZoneDirective:
    '{{path}} 第 {{line}} 行：因为有 {{directive}}，区域里的记录不全写在这个文件里，无法在这里修改。请把所有记录写进一个文件（运行 named-compilezone -o {{path}}.all {{domain}} {{path}} 即可生成），用它替换原文件后重新生成计划；或者选择手动维护 DNS。',
  noticeZoneUnreadable:
    '无法读取或看懂区域文件 {{path}}，因此不改动它。请把它移到常用位置，或选择手动维护 DNS。',
  noticeOtherAddress:
    '区域里 {{hostname}} 还指向 {{addresses}}，它不是本机的地址，邮件也会发往那里。描述中只写了一个地址，所以这条记录会保留；如果它已经过时，请删去。',
  noticeForwarderLoop: '转发服务器 {{address}} 就是本机，会没完没了地问自己。请填写其他地址。',
  recursionClosedWarning: '由于没有限制，目前任何人都能在这里查询外部域名；今后只允许：{{networks}}。',
  recursionLocalWarning:
    '按 BIND 的默认设置，目前服务器所在的网络都能在这里查询外部域名；今后只允许：{{networks}}。',
  noticeQueryLimited:
    'BIND 只向 {{networks}} 应答 {{domain}} 的查询（allow-query），这一点保持不变。除非另有域名服务器提供解析，否则外部邮件找不到这台服务器。',
  noticeForwardersKept: '这里没有填写转发服务器，BIND 继续使用现有的转发设置：{{forwarders}}。',
  noticeImmutable:
    '{{path}} 被设为不可更改（chattr +i）。请用 chattr -i {{path}} 解除，或在描述中把 dns.useForServer 设为 false，再重新生成计划。',
  noticeNoForwarders:
    'BIND 将直接向根服务器查询。如果网络不允许 DNS 出站，所有域名都会解析失败；这时请填写转发服务器，例如当前使用的 {{addresses}}。',
  resolverReason:
    '让服务器使用自己的 BIND 解析，与教程中的 nmcli 步骤相同：域名还没有对外生效时，也能解析到自己的域。',
  resolvConfTitle: '/etc/resolv.conf 指向本机的 BIND',
  resolvConfWarning: '不再直接使用这些域名服务器：{{addresses}}。',
  dhclientTitle: '让 DHCP 不再改域名服务器',
  dhclientReason: '否则下次续租时 /etc/resolv.conf 又会被改成别的服务器。',
  resolvedTitle: 'systemd-resolved 使用本机的 BIND',
  resolvedDirectoryReason: 'systemd-resolved 的附加配置放在这里。',
  resolvedUnitReason: '它为本机程序解析域名，启动时读取配置。',
  resolvconfHeadTitle: 'resolvconf 首先使用本机的 BIND',
  resolvconfDerivedReason: '这个文件由 resolvconf 根据各部分生成。',
  connectionTitle: '连接 {{name}}（{{device}}）使用本机的 BIND',
  connectionWarning: '连接 {{name}} 不再使用这些域名服务器：{{dns}}。',
  dovecotConfTitle: 'Dovecot 的配置',
  dovecotConfVirtualReason:
    '启用 TLS 的 POP3 和 IMAP；用户以完整地址登录，邮件存放在 /var/vmail。全部配置只用这一个文件，取代原来的三十来个。',
  dovecotConfSystemReason:
    '启用 TLS 的 POP3 和 IMAP；系统用户以用户名或完整地址登录，邮件在各自的主目录中。全部配置只用这一个文件，取代原来的三十来个。',
  dovecotReplacedWarning:
    'Dovecot 现有的配置将被整体取代：{{directory}}/conf.d 中的文件仍留在磁盘上，但不再读取。',
  dovecotFormerWordsWarning:
    '这些行沿用 2.3 版的写法，或写在了必须居首的版本行之前，Dovecot 2.4 无法以此启动：{{lines}}。将移动位置并改成新写法。',
  dovecotAdoptedReason:
    '原有的内容以及其中的用户和邮件都保留。只增加两行，分别在最前和最后读入本程序的设置文件。',
  dovecotPartTitle: 'Dovecot 读取 {{name}}',
  dovecotFirstReason: '先查找描述中的邮箱；不在其中的用户照旧登录。',
  dovecotLastReason:
    '在 Dovecot 现有功能之外，这里写本次设置所需的内容。它最后读入，因此两处都有的设置以这里为准。',
  plaintextEndsWarning:
    '目前不加密也能用密码登录 POP3（110）和 IMAP（143），以后不再允许：还这样设置的邮件程序请先改用 SSL/TLS（995、993）或 STARTTLS。',
  dovecotOpenWarning:
    '与教程的实验环境一样，来自 {{networks}} 的用户可以在 110 和 143 端口明文传输密码。在这些网络中监听的人都能看到密码。',
  usersFileTitle: '邮箱及其密码',
  usersFileReason: 'Dovecot 根据这份清单验证登录。其中只有密码的散列值（SHA-512），看不出原来的密码。',
  mailboxRemovedWarning: '{{address}} 将不能再登录和收信，已有的邮件仍留在磁盘上。',
  virtualMailLeftWarning:
    '邮箱改为系统用户。{{addresses}} 的已有邮件仍保留在 {{directory}}，但邮件程序不再显示。',
  systemMailLeftWarning:
    '邮箱不再是系统用户：系统用户将不能再用 POP3 或 IMAP 收信，已有邮件仍保留在各自的主目录中。',
  mailboxPasswordWarning: '{{address}} 的密码将被更换。',
  mailboxHasLoginWarning:
    '{{address}} 目前已可通过 {{path}} 登录，那里的密码今后仍与新密码一起有效。这里设置的是另一个新邮箱，初始为空，旧邮件留在原处。若要保留旧邮箱，请把它从描述中去掉。',
  noticeForeignLogins:
    'Dovecot 还会向数据库（{{driver}}）查询登录，这里无法查看其内容。描述中的邮箱会最先查找，其他用户照旧登录。',
  socketDirectoryReason: 'Dovecot 和 Postfix 在这里通过两个套接字交接登录验证和收到的邮件。',
  dovecotUnitReason: '它提供 POP3 和 IMAP 服务，重启后也会自动运行。',
  noticeDovecotVersion: '不认识 Dovecot {{version}}，目前支持 2.2、2.3 和 2.4。',
  noticeDovecotGuessed:
    '服务器上还没有软件包列表，暂按 Dovecot {{version}} 生成配置；如果不符，在替换文件之前检查就会发现。',
  mainCfTitle: 'Postfix 的主配置',
  mainCfVirtualReason:
    'Postfix 接收发往 {{domain}} 各邮箱的邮件并交给 Dovecot；只有登录过的用户才能向外域发信。没有涉及的参数保持原样。',
  mainCfSystemReason:
    'Postfix 接收发往 {{domain}} 的系统用户的邮件并交给 Dovecot；只有登录过的用户才能向外域发信。没有涉及的参数保持原样。',
  postfixOpenWarning: '与教程的实验环境一样，{{networks}} 中的任何人无需登录即可向任意域发信。',
  masterCfTitle: 'Postfix 的服务',
  masterCfReason:
    '邮件客户端通过 587（STARTTLS）和 465（TLS）端口发信，必须登录。教程在防火墙中放行了 465，却没有启用它。',
  mailboxMapTitle: 'Postfix 的邮箱清单',
  mailboxMapReason: '不在清单中的地址会当场拒收，发件人马上就能知道。',
  aliasMapTitle: 'Postfix 的别名清单',
  aliasMapReason:
    '发往别名的邮件会送到对应的邮箱。postmaster、abuse、hostmaster 和 root 必须有人接收（RFC 2142），没有另外指定时送到第一个邮箱。',
  transportMapTitle: '本域邮件的投递方式',
  transportMapReason: '{{domain}} 的邮件交给 Dovecot，原有的其他虚拟域仍按原来的方式投递。',
  tableRowReplacedWarning:
    '目前按 {{path}}，发给 {{address}} 的邮件转到“{{before}}”。这一行会保留，但不再起作用，以描述为准。',
  noticeTableRowCounts:
    '按 {{path}}，发给 {{address}} 的邮件转到“{{before}}”，今后仍然如此：该表先于系统别名查询。若要以描述为准，请删去这一行。',
  noticeCatchAll: '{{domain}} 下描述中没有列出的地址，其邮件仍按 {{path}} 转到“{{target}}”。',
  noticeTablesOpaque:
    'Postfix 还会查询 {{names}}，这里无法查看其内容。描述对应的表会最先查询；那些表中关于 {{domain}} 的其他内容继续有效。',
  noticeMapTypeMissing:
    'Postfix 无法查询 {{map}}（{{places}}）：本机的 Postfix 不支持 {{type}} 类型的表，凡要查这张表的邮件都会被推迟（451）。请安装软件包 {{package}}，或去掉这张表。',
  noticeMapTypeUnknown:
    'Postfix 无法查询 {{map}}（{{places}}）：本机的 Postfix 不支持 {{type}} 类型的表，凡要查这张表的邮件都会被推迟（451）。请去掉这张表，或改用 postconf -m 列出的类型。',
  noticeMapFileMissing:
    'Postfix 无法查询 {{map}}（{{places}}）：{{file}} 不存在，凡要查这张表的邮件都会被推迟（451）。请补上这个文件，或去掉这张表。',
  noticeMapDatabaseMissing:
    'Postfix 无法查询 {{map}}（{{places}}）：数据库 {{file}} 不存在，凡要查这张表的邮件都会被推迟（451）。请生成它：{{command}}',
  noticeMapOutdated:
    'Postfix 用的仍是 {{map}}（{{places}}）以前的内容：数据库 {{file}} 比它的文本旧。若以文本为准，请重新生成数据库：{{command}}',
  noticeMapFailing:
    'Postfix 查询 {{map}}（{{places}}）得不到答复，凡要查它的邮件都会被推迟（451）。它报告：{{reason}}',
  noticeMapSilent:
    'Postfix 查询 {{map}}（{{places}}），3 秒内没有答复，凡要查它的邮件都会被推迟（451）。请检查对应的服务器是否在运行、能否连通。',
  noticeServiceSilent:
    'Postfix 收信时要询问 {{service}}（{{places}}），但那里没有程序在监听，凡要经它检查的邮件都会被推迟（451）。请启动该服务，或去掉这项设置。',
  noticeAliasTypeMissing:
    'Postfix 从 {{map}} 读取别名，但本机的 Postfix 不支持 {{type}} 类型的表，无法生成别名数据库。请安装软件包 {{package}}，然后重新生成计划。',
  noticeDelimiterInName:
    'Postfix 以“{{delimiter}}”分隔用户名与标签（{{path}} 中的 recipient_delimiter），而邮箱 {{names}} 的名字里就有这个字符。这些邮箱能正常收信，但发往带标签地址的邮件会被退回：Dovecot 若去掉标签，也会截断这些名字。如果需要标签，请改用别的分隔符，例如 +。',
  noticeMailboxTablesOpaque:
    'Postfix 还从 {{names}} 查找邮箱，这里无法查看其内容。{{domain}} 的邮件全部交给 Dovecot：只在那些表里列出的地址，如果 Dovecot 中有同名登录用户就能收信，否则邮件会退回给发件人。请把这些邮箱也写进描述，或为它们设置登录。',
  mailboxElsewhereWarning:
    '{{address}} 在 {{path}} 中有设置，但不在描述里。今后它的邮件由 Dovecot 投递给同名登录用户；没有这个用户时会被拒收。',
  routeReplacedWarning:
    '目前按 {{path}}，发给 {{address}} 的邮件走“{{before}}”。这一行会保留，但不再起作用：邮件投递到本机的邮箱。',
  noticeDomainInTable:
    '{{path}} 把 {{domain}} 列为另一类域名（{{list}}），而 Postfix 会先查询它，邮件将到不了邮箱。请从该文件中删去 {{domain}}，再重新生成计划。',
  senderMapTitle: '谁可以用哪个地址发信',
  senderMapReason: '登录后的用户只能用自己的地址发信，不能冒用他人的地址。',
  postfixUnitReason: '它负责收发邮件，重启后也会自动运行。',
  aliasesTitle: '系统的别名',
  aliasesSystemReason: '发往别名、root 和职能地址（RFC 2142）的邮件都有人接收。已有的其他条目保持不变。',
  aliasesVirtualReason: '系统发给 root 的报告会送到邮箱。已有的其他条目保持不变。',
  aliasReplacedWarning: '别名 {{name}} 已经存在，将改为描述中的目标；原来指向：{{before}}',
  mailboxRedirectedWarning:
    '有一条别名把邮箱 {{name}} 的邮件转到别处：{{before}}。它会保持不变；若要让该邮箱收到邮件，请删去这条别名。',
  aliasesDatabaseTitle: '别名数据库',
  aliasesDatabaseReason: 'Postfix 从这个数据库读取别名，它由 newaliases 根据文本文件生成。',
  parameterChangedWarning: '{{name}} 将由“{{before}}”改为“{{after}}”。',
  parameterRemovedWarning: '将去掉 {{name}}，原来的值是“{{before}}”。',
  parameterOverruledWarning:
    '{{name}}（“{{before}}”）会保留，但不再起作用：邮件由 Dovecot 存放到 POP3 和 IMAP 读取的位置。',
  domainDroppedWarning:
    '描述中不再有 {{domain}}：今后发往该域名的邮件会被拒收。它的邮箱仍可照常登录，已有邮件保留。',
  domainBecomesVirtualWarning: '{{domain}} 改为使用虚拟邮箱：没有列为邮箱的系统用户将不再用该域收信。',
  noticeAliasTarget: '别名 {{alias}} 指向 {{target}}，但它既不是邮箱也不是别名，发给它的邮件会被退回。',
  networksClosedWarning:
    '目前与服务器同网络的计算机都可以不登录就向任意域发信（mynetworks_style = {{style}}）；今后只有服务器本身和受信任的网络可以。',
  noticeNetworksKept:
    '{{networks}} 无需登录即可向任意域发信：原有的 mynetworks 中已列出，因此保留。如果没有人需要，请从 {{path}} 中删去。',
  noticeNoMailbox: '还没有任何邮箱，因此没有人接收发往 postmaster@{{domain}} 的邮件。',
  portTitle: '放行端口 {{port}}/{{protocol}}',
  portReason: '{{service}}需要能从外部访问。防火墙的其他规则保持不变。',
  portRefusedWarning: 'ufw 现有一条规则拒绝 {{name}}（{{refusal}}），它将改为放行。',
  noticeFirewallSleeps:
    '防火墙 {{name}} 目前没有运行，但下次开机会启动，届时可能关闭邮件和 DNS 的端口。请先启动它，再重新生成计划。',
  bootRulesTitle: '重启后端口仍然放行',
  bootRulesReason: '防火墙在开机时从这个文件加载规则。文件中原有的内容保持不变。',
  noticeRulesNotKept:
    '只能在运行中的防火墙里放行端口：无法判断开机时从哪个文件加载规则。请自行把这些端口写进那个文件。',
  unitTitle: '{{name}} 服务',
  serviceDns: 'DNS 解析',
  serviceSmtp: '接收其他服务器的邮件（SMTP）',
  serviceSubmission: '通过 STARTTLS 发信（submission）',
  serviceSmtps: '通过 TLS 发信（submissions）',
  servicePop3: '通过 POP3 收信',
  servicePop3s: '通过 TLS 加密的 POP3 收信',
  serviceImap: '通过 IMAP 收信',
  serviceImaps: '通过 TLS 加密的 IMAP 收信',
}
