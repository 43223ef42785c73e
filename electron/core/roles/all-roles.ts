import { accountsRole } from './accounts/accounts-role.ts'
import { aliasesRole } from './aliases/aliases-role.ts'
import { bindRole } from './bind/bind-role.ts'
import { dovecotRole } from './dovecot/dovecot-role.ts'
import { firewallRole } from './firewall/firewall-role.ts'
import { hostRole } from './host/host-role.ts'
import { packagesRole } from './packages/packages-role.ts'
import { postfixRole } from './postfix/postfix-role.ts'
import { resolverRole } from './resolver/resolver-role.ts'
import type { Role } from './role.ts'
import { tlsRole } from './tls/tls-role.ts'

/** Every part of the server, in the order in which a person would set it up. */
export const roles: readonly Role[] = [
  packagesRole,
  hostRole,
  accountsRole,
  tlsRole,
  bindRole,
  resolverRole,
  dovecotRole,
  postfixRole,
  aliasesRole,
  firewallRole,
]
