import { message, type Message } from '#shared/message.ts'
import type { Change, PlanView } from '#shared/model/plan.ts'
import { serverSpec } from '#shared/model/server-spec.ts'

const mainCfBefore = `# See /usr/share/postfix/main.cf.dist for a commented, more complete version

smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)
biff = no
append_dot_mydomain = no
readme_directory = no
compatibility_level = 3.6

# TLS parameters
smtpd_tls_cert_file=/etc/ssl/certs/ssl-cert-snakeoil.pem
smtpd_tls_key_file=/etc/ssl/private/ssl-cert-snakeoil.key
smtpd_tls_security_level=may

smtp_tls_CApath=/etc/ssl/certs
smtp_tls_security_level=may

myhostname = vps-3f2a
alias_maps = hash:/etc/aliases
alias_database = hash:/etc/aliases
mydestination = $myhostname, vps-3f2a, localhost.localdomain, localhost
relayhost =
mynetworks = 127.0.0.0/8 [::ffff:127.0.0.0]/104 [::1]/128
mailbox_size_limit = 0
recipient_delimiter = +
inet_interfaces = loopback-only
inet_protocols = all
`
const mainCfAfter = mainCfBefore
  .replace('/etc/ssl/certs/ssl-cert-snakeoil.pem', '/etc/mailwright/tls/mail.pem')
  .replace('/etc/ssl/private/ssl-cert-snakeoil.key', '/etc/mailwright/tls/mail.key')
  .replace('myhostname = vps-3f2a', 'myhostname = mail.example.test')
  .replace('inet_interfaces = loopback-only', 'inet_interfaces = all')
  .concat('virtual_mailbox_domains = example.test\nvirtual_transport = lmtp:unix:private/dovecot-lmtp\n')
const zone = `$TTL 3600
@ IN SOA mail.example.test. hostmaster.example.test. ( 2026010501 7200 900 1209600 300 )
@ IN NS mail.example.test.
@ IN A 10.0.0.21
mail IN A 10.0.0.21
@ IN MX 10 mail.example.test. ; who receives mail
@ IN TXT "v=spf1 mx -all"
`
const plain = {
  before: null,
  after: null,
  language: 'text',
  masked: false,
  commands: [],
  warnings: [],
  verify: message('plan.engineVerifyState'),
  undo: { reversible: true, message: message('plan.engineUndoFile') },
} satisfies Partial<Change>

function installed(name: string, reason: Message): Change {
  return {
    ...plain,
    id: `package:${name}`,
    group: 'packages',
    kind: 'package',
    action: 'create',
    title: message('roles.packageTitle', { name }),
    reason,
    commands: [`apt-get install -y ${name}`],
    verify: message('plan.engineVerifyPackage'),
    undo: { reversible: true, message: message('plan.engineUndoPackage') },
  }
}

const domain = 'example.test'
const hostname = 'mail.example.test'
const firstChanges: Change[] = [
  {
    ...installed('bind9', message('roles.packageBindReason', { domain })),
    warnings: [message('roles.packageRivalWarning', { names: 'exim4-base, exim4-daemon-light' })],
  },
  installed('postfix', message('roles.packagePostfixReason')),
  installed('dovecot-pop3d', message('roles.packageDovecotReason')),
  {
    ...plain,
    id: 'hostname',
    group: 'host',
    kind: 'hostname',
    action: 'update',
    title: message('roles.hostnameTitle', { name: hostname }),
    reason: message('roles.hostnameReason'),
    before: 'vps-3f2a\n',
    after: 'mail.example.test\n',
    commands: ['hostnamectl set-hostname mail.example.test'],
    warnings: [message('roles.hostnameWarning', { before: 'vps-3f2a', after: hostname })],
    undo: { reversible: true, message: message('plan.engineUndoHostname') },
  },
  {
    ...plain,
    id: 'file:/etc/dovecot/users',
    group: 'accounts',
    kind: 'file',
    action: 'create',
    title: message('roles.usersFileTitle'),
    reason: message('roles.usersFileReason'),
    after: 'alice@example.test:••••••\nbob@example.test:••••••\n',
    masked: true,
    undo: { reversible: true, message: message('plan.engineUndoNewFile') },
  },
  {
    ...plain,
    id: 'queue:flush',
    group: 'postfix',
    kind: 'command',
    action: 'run',
    title: message('roles.aliasesTitle'),
    reason: message('roles.aliasesSystemReason'),
    commands: ['newaliases'],
    undo: { reversible: false, message: message('apply.engineMailKept', { path: '/var/lib/mailwright' }) },
  },
  {
    ...plain,
    id: 'file:/etc/bind/db.example.test',
    group: 'bind',
    kind: 'file',
    action: 'create',
    title: message('roles.zoneTitle', { domain }),
    reason: message('roles.zoneReason', { domain, hostname }),
    after: zone,
    language: 'zone',
    commands: ['named-checkzone example.test db.example.test', 'install -m 644 db.example.test /etc/bind/'],
    verify: message('plan.engineVerifyBind'),
    undo: { reversible: true, message: message('plan.engineUndoNewFile') },
  },
  {
    ...plain,
    id: 'file:/etc/postfix/main.cf',
    group: 'postfix',
    kind: 'file',
    action: 'update',
    title: message('roles.mainCfTitle'),
    reason: message('roles.mainCfVirtualReason', { domain }),
    before: mainCfBefore,
    after: mainCfAfter,
    language: 'properties',
    commands: [
      'postconf -e myhostname=mail.example.test inet_interfaces=all',
      'postconf -e "smtpd_tls_cert_file=/etc/mailwright/tls/mail.pem" "smtpd_tls_key_file=/etc/mailwright/tls/mail.key" "virtual_transport=lmtp:unix:private/dovecot-lmtp"',
    ],
    verify: message('plan.engineVerifyPostfix'),
  },
  {
    ...plain,
    id: 'file:/etc/dovecot/conf.d/10-auth.conf',
    group: 'dovecot',
    kind: 'file',
    action: 'remove',
    title: message('roles.dovecotConfTitle'),
    reason: message('roles.dovecotConfVirtualReason'),
    before: 'auth_mechanisms = plain\n!include auth-system.conf.ext\n',
    warnings: [message('roles.dovecotReplacedWarning', { directory: '/etc/dovecot' })],
    verify: message('plan.engineVerifyDovecot'),
  },
]

const more = Array.from({ length: 51 }, (_, index): Change => {
  const name = `mailbox-with-a-name-that-goes-on-and-on-${String(index + 1).padStart(2, '0')}`
  return {
    ...plain,
    id: `user:${name}`,
    group: 'accounts',
    kind: 'user',
    action: 'create',
    title: message('roles.userTitle', { name }),
    reason: message('roles.systemUserReason', { address: `${name}@${domain}` }),
    commands: [`useradd --create-home --shell /usr/sbin/nologin ${name}`],
    undo: { reversible: true, message: message('plan.engineUndoUser') },
  }
})

const satisfied = [
  '/etc/resolv.conf',
  '/etc/bind/named.conf',
  '/etc/postfix/dynamicmaps.cf',
  '/etc/ssl/openssl.cnf',
]

/** Plans to look at: sixty changes, none, and one that something stands in the way of. */
export function samplePlan(kind: 'full' | 'empty' | 'blocked'): PlanView {
  return {
    id: `plan-${kind}`,
    createdAt: '2026-01-05T09:31:00.000Z',
    target: { address: '10.0.0.21', system: 'Debian GNU/Linux 12 (bookworm)', hostname },
    spec: serverSpec.parse({ domain, hostname, mailboxes: [{ name: 'alice' }, { name: 'bob' }] }),
    factsDigest: '0'.repeat(64),
    changes: kind === 'empty' ? [] : kind === 'full' ? [...firstChanges, ...more] : firstChanges.slice(0, 4),
    satisfied: satisfied.map((path) => ({
      id: `file:${path}`,
      group: 'bind',
      title: message('roles.directoryTitle', { path }),
    })),
    notices:
      kind === 'blocked'
        ? [
            {
              blocking: true,
              message: message('roles.noticePortTaken', { port: 25, process: 'exim4 (pid 812)' }),
            },
          ]
        : kind === 'full'
          ? [{ blocking: false, message: message('roles.noticeAddressElsewhere', { address: '10.0.0.21' }) }]
          : [],
    unfinishedRun: kind === 'blocked' ? '20260104-203311-a81f' : null,
  }
}
