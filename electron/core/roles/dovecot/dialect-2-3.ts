import { ownHeader } from '../own-text.ts'
import type { DovecotSettings } from './dovecot-settings.ts'
import { delimiterLine, sharedBlocks, trustedLine } from './shared-blocks.ts'

/** The whole dovecot.conf for version 2.3. */
export function dovecot23(settings: DovecotSettings): string {
  const dh = settings.dhFile === null ? '' : `ssl_dh = <${settings.dhFile}\n`
  return olderDovecot(settings, `ssl_min_protocol = TLSv1.2\n${dh}`)
}

/** The whole dovecot.conf for version 2.2, which names what it refuses in place of a minimum. */
export function dovecot22(settings: DovecotSettings): string {
  return olderDovecot(settings, 'ssl_protocols = !SSLv2 !SSLv3 !TLSv1 !TLSv1.1\n')
}

function olderDovecot(settings: DovecotSettings, tlsLines: string): string {
  return `${ownHeader('#')}# The whole configuration: no other file is read. Check it with: doveconf -n -x
protocols = imap pop3 lmtp
listen = *, ::
hostname = ${settings.hostname}
postmaster_address = postmaster@${settings.domain}
${delimiterLine(settings)}
# Where the mail of one user lies.
mail_location = ${location(settings)}
mail_privileged_group = mail
first_valid_uid = ${String(settings.firstUserId)}

# Passwords travel under TLS only${settings.plaintextNetworks.length === 0 ? '.' : ', except in the trusted networks.'}
disable_plaintext_auth = yes
${trustedLine(settings)}auth_mechanisms = plain login
${settings.accounts === 'virtual' ? virtualAccounts(settings) : systemAccounts}
# TLS 1.2 and later (RFC 8997).
ssl = ${settings.plaintextNetworks.length === 0 ? 'required' : 'yes'}
ssl_cert = <${settings.certificate}
ssl_key = <${settings.key}
${tlsLines}${sharedBlocks(settings)}`
}

function location({ location: { driver, path, inbox } }: DovecotSettings): string {
  return `${driver}:${path}${inbox === undefined ? '' : `:INBOX=${inbox}`}`
}

function virtualAccounts({ usersFile, store }: DovecotSettings): string {
  return `
# Mailboxes of their own: users log in with the whole address.
auth_username_format = %Lu
passdb {
  driver = passwd-file
  args = scheme=SHA512-CRYPT username_format=%u ${usersFile}
}
userdb {
  driver = passwd-file
  args = username_format=%u ${usersFile}
  default_fields = uid=${store.user} gid=${store.group} home=${store.directory}/%d/%n
}
`
}

const systemAccounts = `
# Users of the system: they log in with their name or with the whole address.
auth_username_format = %Ln
passdb {
  driver = pam
}
userdb {
  driver = passwd
}
`
