/** The system account that owns all virtual mailboxes, and where they lie. */
export const mailStore = {
  user: 'vmail',
  group: 'vmail',
  /** Wished uid and gid; another one is taken where it is not free. */
  id: 5000,
  directory: '/var/vmail',
} as const
