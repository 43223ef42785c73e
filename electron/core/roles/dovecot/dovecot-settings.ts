import type { MailStore } from '../accounts/mail-store.ts'
import type { MailLocation } from './mail-location.ts'

/** What a Dovecot configuration says, whatever the version writes it like. */
export interface DovecotSettings {
  readonly hostname: string
  readonly domain: string
  readonly accounts: 'virtual' | 'system'
  /** Domains whose mail Postfix hands over for users of the system, whom Dovecot has to know by their names alone; the description's first. */
  readonly localDomains: readonly string[]
  readonly usersFile: string
  readonly store: MailStore
  readonly location: MailLocation
  /** The mail lies there although a configuration of others names another place. */
  readonly relocates: boolean
  readonly firstUserId: number
  readonly certificate: string
  readonly key: string
  readonly dhFile: string | null
  /** Networks that may log in without TLS; empty: nobody. */
  readonly plaintextNetworks: readonly string[]
  /** Characters that part the name of a user from a tag; null: as Dovecot has it by itself. */
  readonly recipientDelimiter: string | null
  /** Directory of the sockets that Postfix can reach. */
  readonly socketDirectory: string
}

/** The folders that mail programs expect, with their special use (RFC 6154). */
export const folders = ['Drafts', 'Junk', 'Sent', 'Trash'] as const
