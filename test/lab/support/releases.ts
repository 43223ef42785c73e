/** The Debian releases the lab can boot: 11, 12 and 13. */
export const releases = ['bullseye', 'bookworm', 'trixie'] as const

/** One of them, by its code name. */
export type Release = (typeof releases)[number]

/** Whether a word is the code name of a release the lab can boot. */
export function isRelease(word: string | undefined): word is Release {
  return releases.some((release) => release === word)
}

/** What a fresh server of a provider has, and no more. */
export const basePackages = [
  'systemd',
  'systemd-sysv',
  'libpam-systemd',
  'dbus',
  'openssh-server',
  'sudo',
  'iproute2',
  'ca-certificates',
  'netbase',
  'procps',
  'less',
] as const

/**
 * Packages whose files every image holds in apt's cache, in groups that are resolved one by one (their
 * dependencies too), so that installing them on a lab server downloads nothing.
 */
export const cachedPackages: readonly (readonly string[])[] = [
  ['bind9', 'bind9-dnsutils', 'bind9-utils'],
  ['postfix', 'postfix-lmdb'],
  ['dovecot-imapd', 'dovecot-pop3d', 'dovecot-lmtpd', 'dovecot-sieve', 'dovecot-managesieved'],
  ['opendkim', 'opendkim-tools'],
  ['postfix-policyd-spf-python'],
  ['opendmarc'],
  ['nftables', 'ufw'],
  ['firewalld'],
  ['iptables'],
  ['fail2ban'],
  ['certbot'],
  ['openssl', 'ssl-cert'],
  ['swaks', 'bsd-mailx', 's-nail'],
  ['rsyslog'],
  ['exim4-daemon-light'],
  ['unbound'],
  ['python3'],
  ['curl'],
]
