import type { Platform } from '../platform.ts'
import { debian12 } from './debian-12.ts'

/** Debian 13 (trixie): BIND 9.20, Postfix 3.10, Dovecot 2.4. */
export const debian13 = {
  ...debian12,
  id: 'debian-13',
  name: 'Debian 13',
  osRelease: { id: 'debian', versionId: '13' },
  suite: 'trixie',
  successor: null,
  bind: { ...debian12.bind, transfersByDefault: false },
  // postfix.service is the daemon itself again. An upgrade from Debian 12 leaves the instance running, with the old program,
  // and postfix.service cannot start beside it.
  postfix: {
    ...debian12.postfix,
    watchUnit: 'postfix.service',
    formerUnits: ['postfix@-.service'],
    compatibilityLevel: '3.9',
    tablePackages: { ...debian12.postfix.tablePackages, mongodb: 'postfix-mongodb' },
  },
  dovecot: { ...debian12.dovecot, knownVersion: '2.4.1', dhFile: null },
} as const satisfies Platform
