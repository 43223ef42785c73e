import type { HostFacts } from '#core/facts/host-facts.ts'

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

/** The store on a server: its own directory where the usual one belongs to somebody else. */
export function mailStoreOn(
  facts: HostFacts,
): Omit<typeof mailStore, 'directory'> & { readonly directory: string } {
  const usual = facts.files.get(mailStore.directory)
  const taken = usual?.type === 'directory' && ![mailStore.user, 'root'].includes(usual.owner)
  return { ...mailStore, directory: taken ? secondDirectory : mailStore.directory }
}
