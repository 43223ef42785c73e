import type { Platform } from '#core/platform/platform.ts'
import { ownHeader } from '../own-text.ts'
import type { WishedService } from './master-cf.ts'

/** A fresh master.cf with the services that Postfix itself brings (master(5)). */
export function freshMasterCf({ postfix }: Platform): string {
  const jail = postfix.chroot ? 'y' : 'n'
  const rows = services.map(([name, type, isPrivate, unprivileged, chroot, wakeup, limit, command]) =>
    [
      name.padEnd(10),
      type.padEnd(6),
      isPrivate.padEnd(8),
      unprivileged.padEnd(8),
      (chroot === 'jail' ? jail : 'n').padEnd(8),
      wakeup.padEnd(8),
      limit.padEnd(8),
      command,
    ]
      .join(' ')
      .trimEnd(),
  )
  return `${ownHeader('#')}# The processes of Postfix: master(5).
# service  type  private unpriv  chroot  wakeup  maxproc command
${rows.join('\n')}
`
}

/**
 * Sending for people who log in: 587 with STARTTLS, 465 under TLS from the start (RFC 8314 §3.3). On an `adopted` server
 * addresses that our table does not know belong to users of others, who go on sending under them.
 */
export function submissionServices({ postfix }: Platform, adopted = false): readonly WishedService[] {
  const senders = adopted ? 'reject_known_sender_login_mismatch' : 'reject_sender_login_mismatch'
  return [
    service('submission', ['submission', '587'], 'no', 'Sending for users, port 587: STARTTLS, then login.'),
    service(
      'submissions',
      ['submissions', 'smtps', '465'],
      'yes',
      'The same on port 465, under TLS from the start.',
    ),
  ]

  function service(
    name: string,
    names: WishedService['names'],
    wrapperMode: 'yes' | 'no',
    comment: string,
  ): WishedService {
    return {
      names,
      type: 'inet',
      chroot: postfix.chroot,
      command: 'smtpd',
      comment,
      options: [
        ['syslog_name', `postfix/${name}`],
        ['smtpd_tls_security_level', 'encrypt'],
        ['smtpd_tls_wrappermode', wrapperMode],
        ['smtpd_sasl_auth_enable', 'yes'],
        ['smtpd_tls_auth_only', 'yes'],
        ['smtpd_client_restrictions', 'permit_sasl_authenticated,reject'],
        ['smtpd_relay_restrictions', 'permit_sasl_authenticated,reject'],
        ['smtpd_sender_restrictions', senders],
        ['smtpd_recipient_restrictions', ''],
        ['milter_macro_daemon_name', 'ORIGINATING'],
      ],
    }
  }
}

/** The port that other mail servers send to (RFC 5321); present in every main installation. */
export function receivingService({ postfix }: Platform): WishedService {
  return {
    names: ['smtp', '25'],
    type: 'inet',
    chroot: postfix.chroot,
    command: 'smtpd',
    comment: 'Mail from other servers, port 25.',
    options: [],
  }
}

type ServiceRow = readonly [
  name: string,
  type: string,
  isPrivate: string,
  unprivileged: string,
  chroot: 'jail' | 'n',
  wakeup: string,
  limit: string,
  command: string,
]

const services: readonly ServiceRow[] = [
  ['smtp', 'inet', 'n', '-', 'jail', '-', '-', 'smtpd'],
  ['pickup', 'unix', 'n', '-', 'jail', '60', '1', 'pickup'],
  ['cleanup', 'unix', 'n', '-', 'jail', '-', '0', 'cleanup'],
  ['qmgr', 'unix', 'n', '-', 'n', '300', '1', 'qmgr'],
  ['tlsmgr', 'unix', '-', '-', 'jail', '1000?', '1', 'tlsmgr'],
  ['rewrite', 'unix', '-', '-', 'jail', '-', '-', 'trivial-rewrite'],
  ['bounce', 'unix', '-', '-', 'jail', '-', '0', 'bounce'],
  ['defer', 'unix', '-', '-', 'jail', '-', '0', 'bounce'],
  ['trace', 'unix', '-', '-', 'jail', '-', '0', 'bounce'],
  ['verify', 'unix', '-', '-', 'jail', '-', '1', 'verify'],
  ['flush', 'unix', 'n', '-', 'jail', '1000?', '0', 'flush'],
  ['proxymap', 'unix', '-', '-', 'n', '-', '-', 'proxymap'],
  ['proxywrite', 'unix', '-', '-', 'n', '-', '1', 'proxymap'],
  ['smtp', 'unix', '-', '-', 'jail', '-', '-', 'smtp'],
  ['relay', 'unix', '-', '-', 'jail', '-', '-', 'smtp -o syslog_name=postfix/$service_name'],
  ['showq', 'unix', 'n', '-', 'jail', '-', '-', 'showq'],
  ['error', 'unix', '-', '-', 'jail', '-', '-', 'error'],
  ['retry', 'unix', '-', '-', 'jail', '-', '-', 'error'],
  ['discard', 'unix', '-', '-', 'jail', '-', '-', 'discard'],
  ['local', 'unix', '-', 'n', 'n', '-', '-', 'local'],
  ['virtual', 'unix', '-', 'n', 'n', '-', '-', 'virtual'],
  ['lmtp', 'unix', '-', '-', 'jail', '-', '-', 'lmtp'],
  ['anvil', 'unix', '-', '-', 'jail', '-', '1', 'anvil'],
  ['scache', 'unix', '-', '-', 'jail', '-', '1', 'scache'],
  ['postlog', 'unix-dgram', 'n', '-', 'n', '-', '1', 'postlogd'],
]
