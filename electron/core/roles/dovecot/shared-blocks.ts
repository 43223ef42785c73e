import { folders, type DovecotSettings } from './dovecot-settings.ts'

/** The folders and the sockets for Postfix, which all versions write the same. */
export function sharedBlocks(settings: DovecotSettings): string {
  return `\n${folderBlocks()}\n${socketBlocks(settings)}`
}

/** The folders that mail programs look for. */
export function folderBlocks(): string {
  return `# Folders that mail programs look for.
namespace inbox {
  inbox = yes
${folders.map(folderBlock).join('')}}
`
}

/** The characters that part a name from a tag, as all versions write it. */
export function delimiterLine({ recipientDelimiter }: DovecotSettings): string {
  return recipientDelimiter === null ? '' : `recipient_delimiter = ${recipientDelimiter}\n`
}

/** The networks that may log in without TLS, as all versions write them. */
export function trustedLine({ plaintextNetworks }: DovecotSettings): string {
  return plaintextNetworks.length === 0 ? '' : `login_trusted_networks = ${plaintextNetworks.join(' ')}\n`
}

/** The sockets through which Postfix hands mail over and asks for logins. */
export function socketBlocks(settings: DovecotSettings): string {
  return `# Postfix hands mail over here ...
service lmtp {
${socketBlock(`${settings.socketDirectory}/dovecot-lmtp`, '0600')}}

# ... and asks here whether a login is right.
service auth {
${socketBlock(`${settings.socketDirectory}/auth`, '0660')}}
`
}

function folderBlock(name: string): string {
  return `  mailbox ${name} {\n    auto = subscribe\n    special_use = \\${name}\n  }\n`
}

function socketBlock(path: string, mode: string): string {
  return `  unix_listener ${path} {\n    mode = ${mode}\n    user = postfix\n    group = postfix\n  }\n`
}
