import { message } from '#shared/message.ts'
import type { Wish } from '#core/plan/resource.ts'
import type { Role, RoleInput } from '../role.ts'
import { resolverPaths, resolverResources } from './resolver-resources.ts'

/** The server asks its own BIND for names, as the tutorial's nmcli step does it. */
export const resolverRole: Role = {
  name: 'resolver',
  footprint: (spec) =>
    spec.dns.provider === 'bind' && spec.dns.useForServer
      ? { paths: Object.values(resolverPaths), units: ['systemd-resolved.service'] }
      : {},
  wish: (input) => ({ resources: resolverResources(input.spec, input.facts), notices: notices(input) }),
}

function notices({ spec, facts }: RoleInput): Wish['notices'] {
  if (spec.dns.provider !== 'bind' || !spec.dns.useForServer || spec.dns.forwarders.length > 0) return []
  const present = facts.resolver.nameservers.filter((address) => !/^127\.|^::1$/.test(address))
  if (present.length === 0) return []
  return [
    { blocking: false, message: message('roles.noticeNoForwarders', { addresses: present.join(', ') }) },
  ]
}
