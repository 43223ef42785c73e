/** What the plain mail server is set up for. */
export interface PlainMailServer {
  readonly domain: string
  readonly hostname: string
  /** Name and password of each mailbox of the domain; they log in with the full address. */
  readonly mailboxes: readonly (readonly [name: string, password: string])[]
  readonly aliases: readonly (readonly [name: string, to: string])[]
}

/**
 * A shell program that turns a fresh Debian 11 or 12 into a mail server by hand, without any of the product: the mail
 * client is proved against it alone. Names and passwords are the test's own and hold nothing that a shell would mind.
 */
export function plainMailServerProgram({ domain, hostname, mailboxes, aliases }: PlainMailServer): string {
  const address = (name: string): string => `${name}@${domain}`
  return `
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
debconf-set-selections <<X
postfix postfix/main_mailer_type select Internet Site
postfix postfix/mailname string ${domain}
X
apt-get -q -y --no-install-recommends install postfix dovecot-imapd dovecot-pop3d dovecot-lmtpd openssl >/dev/null </dev/null
install -d -m 0755 /etc/plain
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=${hostname} -addext subjectAltName=DNS:${hostname} \\
  -keyout /etc/plain/key.pem -out /etc/plain/cert.pem 2>/dev/null
getent group vmail >/dev/null || groupadd -r -g 5000 vmail
getent passwd vmail >/dev/null || useradd -r -u 5000 -g vmail -d /var/vmail -s /usr/sbin/nologin vmail
install -d -o vmail -g vmail -m 0770 /var/vmail
{ ${mailboxes.map(([name]) => `printf '%s OK\\n' ${address(name)}`).join('; ')}; } >/etc/postfix/vmailbox
{ ${[...aliases.map(([name, to]) => `printf '%s %s\\n' ${address(name)} ${address(to)}`), ':'].join('; ')}; } >/etc/postfix/virtual
postmap hash:/etc/postfix/vmailbox hash:/etc/postfix/virtual
postconf -e 'myhostname = ${hostname}' 'mydestination = localhost' 'inet_interfaces = all' 'smtputf8_enable = no' \\
  'mynetworks = 127.0.0.0/8 [::1]/128' 'smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination' \\
  'smtpd_tls_security_level = may' 'smtpd_tls_auth_only = yes' 'smtpd_tls_chain_files = /etc/plain/key.pem, /etc/plain/cert.pem' \\
  'smtpd_sasl_type = dovecot' 'smtpd_sasl_path = private/auth' 'virtual_mailbox_domains = ${domain}' \\
  'virtual_mailbox_maps = hash:/etc/postfix/vmailbox' 'virtual_alias_maps = hash:/etc/postfix/virtual' \\
  'virtual_transport = lmtp:unix:private/dovecot-lmtp' 'message_size_limit = 20480000'
postconf -X smtpd_tls_cert_file smtpd_tls_key_file || true
postconf -M 'submission/inet=submission inet n - y - - smtpd' 'submissions/inet=submissions inet n - y - - smtpd'
for s in submission submissions; do w=no; [ $s = submissions ] && w=yes
  postconf -P "$s/inet/smtpd_tls_security_level=encrypt" "$s/inet/smtpd_tls_wrappermode=$w" "$s/inet/smtpd_sasl_auth_enable=yes" \\
    "$s/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject" "$s/inet/smtpd_client_restrictions=permit_sasl_authenticated,reject"
done
{ ${mailboxes
    .map(
      ([name, password]) =>
        `printf '%s:%s::::::\\n' ${address(name)} "$(doveadm pw -s SHA512-CRYPT -p '${password}')"`,
    )
    .join('; ')}; } >/etc/dovecot/users
chown root:dovecot /etc/dovecot/users; chmod 0640 /etc/dovecot/users
cat >/etc/dovecot/dovecot.conf <<'X'
protocols = imap pop3 lmtp
mail_location = maildir:~/Maildir
disable_plaintext_auth = yes
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = scheme=SHA512-CRYPT username_format=%u /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = username_format=%u /etc/dovecot/users
  default_fields = uid=vmail gid=vmail home=/var/vmail/%d/%n
}
ssl = required
ssl_cert = </etc/plain/cert.pem
ssl_key = </etc/plain/key.pem
ssl_min_protocol = TLSv1.2
namespace inbox {
  inbox = yes
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0600
    user = postfix
    group = postfix
  }
}
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
X
systemctl restart dovecot postfix
openssl x509 -in /etc/plain/cert.pem -noout -fingerprint -sha256 | sed 's/.*=//'
`
}
