import type { Platform } from '../platform.ts'
import { debian12 } from './debian-12.ts'

/** Debian 11 (bullseye): BIND 9.16, Postfix 3.5, Dovecot 2.3.13. */
export const debian11 = {
  ...debian12,
  id: 'debian-11',
  name: 'Debian 11',
  osRelease: { id: 'debian', versionId: '11' },
  suite: 'bullseye',
  successor: 'debian-12',
  postfix: { ...debian12.postfix, compatibilityLevel: '2' },
  dovecot: { ...debian12.dovecot, knownVersion: '2.3.13' },
} as const satisfies Platform
