import {
  IconAt,
  IconCertificate,
  IconDeviceDesktopCog,
  IconInbox,
  IconPackage,
  IconRoute,
  IconShieldLock,
  IconUsers,
  IconWorld,
  type Icon,
} from '@tabler/icons-react'
import type { GroupId } from '#shared/model/plan.ts'

/** Name and picture of each group of changes. */
export const groupLook = {
  packages: { label: 'plan.groupPackages', Icon: IconPackage },
  host: { label: 'plan.groupHost', Icon: IconDeviceDesktopCog },
  accounts: { label: 'plan.groupAccounts', Icon: IconUsers },
  tls: { label: 'plan.groupTls', Icon: IconCertificate },
  bind: { label: 'plan.groupBind', Icon: IconWorld },
  resolver: { label: 'plan.groupResolver', Icon: IconRoute },
  dovecot: { label: 'plan.groupDovecot', Icon: IconInbox },
  postfix: { label: 'plan.groupPostfix', Icon: IconAt },
  firewall: { label: 'plan.groupFirewall', Icon: IconShieldLock },
} as const satisfies Record<GroupId, { label: string; Icon: Icon }>
