import { message, type Message } from '#shared/message.ts'
import type { GroupId } from '#shared/model/plan.ts'

/** What the groups of a plan are called. */
export const groupTitles: Readonly<Record<GroupId, Message>> = {
  packages: message('plan.groupPackages'),
  host: message('plan.groupHost'),
  accounts: message('plan.groupAccounts'),
  tls: message('plan.groupTls'),
  bind: message('plan.groupBind'),
  resolver: message('plan.groupResolver'),
  dovecot: message('plan.groupDovecot'),
  postfix: message('plan.groupPostfix'),
  firewall: message('plan.groupFirewall'),
}
