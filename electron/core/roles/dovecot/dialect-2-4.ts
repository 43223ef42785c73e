import { ownHeader } from '../own-text.ts'
import type { DovecotSettings } from './dovecot-settings.ts'
import { delimiterLine, sharedBlocks, trustedLine } from './shared-blocks.ts'

/** The whole dovecot.conf for version 2.4. */
export function dovecot24(settings: DovecotSettings): string {
  // The version must be the first setting; 2.4.0 is accepted by every 2.4.
  return `${ownHeader('#')}# The whole configuration: no other file is read. Check it with: doveconf -n -x
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols {
  imap = yes
  pop3 = yes
  lmtp = yes
}
listen = *, ::
hostname = ${settings.hostname}
postmaster_address = postmaster@${settings.domain}
${delimiterLine(settings)}
# Where the mail of one user lies.
${location(settings)}mail_privileged_group = mail
first_valid_uid = ${String(settings.firstUserId)}

# Passwords travel under TLS only${settings.plaintextNetworks.length === 0 ? '.' : ', except in the trusted networks.'}
auth_allow_cleartext = no
${trustedLine(settings)}auth_mechanisms = plain login
${settings.accounts === 'virtual' ? virtualAccounts(settings) : systemAccounts}
# TLS 1.2 and later (RFC 8997).
ssl = ${settings.plaintextNetworks.length === 0 ? 'required' : 'yes'}
ssl_server_cert_file = ${settings.certificate}
ssl_server_key_file = ${settings.key}
ssl_min_protocol = TLSv1.2
${sharedBlocks(settings)}`
}

function location({ location: { driver, path, inbox } }: DovecotSettings): string {
  const inboxPath =
    inbox === undefined ? path : inbox.replaceAll('%u', '%{user}').replaceAll('%n', '%{user | username}')
  return `mail_driver = ${driver}\nmail_path = ${path}\nmail_inbox_path = ${inboxPath}\n`
}

function virtualAccounts({ usersFile, store }: DovecotSettings): string {
  return `
# Mailboxes of their own: users log in with the whole address.
auth_username_format = %{user | lower}
passdb passwd-file {
  default_password_scheme = SHA512-CRYPT
  passwd_file_path = ${usersFile}
}
userdb passwd-file {
  passwd_file_path = ${usersFile}
  fields {
    uid:default = ${store.user}
    gid:default = ${store.group}
    home:default = ${store.directory}/%{user | domain}/%{user | username}
  }
}
`
}

const systemAccounts = `
# Users of the system: they log in with their name or with the whole address.
auth_username_format = %{user | username | lower}
passdb pam {
}
userdb passwd {
}
`
