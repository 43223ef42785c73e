import type { HostFacts } from '#core/facts/host-facts.ts'
import type { Platform } from '#core/platform/platform.ts'
import { bareLine, existingLines } from '../dovecot/existing-config.ts'

/** The system account that owns all virtual mailboxes, and where they lie. */
export const mailStore = {
  user: 'vmail',
  group: 'vmail',
  /** Wished uid and gid; another one is taken where it is not free. */
  id: 5000,
  directory: '/var/vmail',
} as const

/** Where they lie on a server whose usual directory is somebody else's: its mail would no longer be readable for its owner. */
export const secondDirectory = '/var/vmail-mailwright'

export interface MailStore {
  readonly user: string
  readonly group: string
  readonly directory: string
  /** Somebody else has set it up: neither the account nor the directory is ours to make. */
  readonly isForeign: boolean
}

/**
 * The store on a server: the one in which Dovecot looks for virtual mailboxes already, so that their old mail is found; else
 * its own directory where the usual one belongs to somebody else.
 */
export function mailStoreOn(facts: HostFacts, platform: Platform): MailStore {
  const foreign = existingStore(facts, platform.dovecot.directory)
  if (foreign !== null) return foreign
  const usual = facts.files.get(mailStore.directory)
  // A number belongs to nobody: the account was lost, and is made again with it.
  const taken =
    usual?.type === 'directory' &&
    ![mailStore.user, 'root'].includes(usual.owner) &&
    !/^\d+$/.test(usual.owner)
  const { user, group, directory } = mailStore
  return { user, group, directory: taken ? secondDirectory : directory, isForeign: false }
}

const byDomain =
  /\b(?:mail_)?home(?::default)?\s*=\s*(\/[\w./-]*\w)\/(?:%L?d\/%L?n|%\{user ?\| ?domain\}\/%\{user ?\| ?username\})\/?(?=\s|$)/

/** A directory for each domain, with one for each mailbox in it, as the configuration of somebody else's names the homes. */
function existingStore(facts: HostFacts, directory: string): MailStore | null {
  const lines = existingLines(facts, directory).map(bareLine)
  const line = lines.find((each) => byDomain.test(each)) ?? ''
  const place = byDomain.exec(line)?.[1]
  if (place === undefined || [mailStore.directory, secondDirectory].includes(place)) return null
  const told = (name: string) =>
    [line, ...lines]
      .map((each) => new RegExp(`\\b(?:mail_)?${name}(?::default)?\\s*=\\s*(\\w+)`).exec(each)?.[1])
      .find((value) => value !== undefined)
  return {
    user: told('uid') ?? mailStore.user,
    group: told('gid') ?? mailStore.group,
    directory: place,
    isForeign: true,
  }
}
