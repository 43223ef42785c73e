import { listMessage } from '#shared/list-message.ts'
import { message } from '#shared/message.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import type { Probe, Wish } from '#core/plan/resource.ts'
import { bindFiles } from '../bind/bind-files.ts'
import { lastNamed } from '../bind/named-conf.ts'
import { isOwnText } from '../own-text.ts'
import type { Role, RoleInput } from '../role.ts'
import { resolverPaths, resolverResources } from './resolver-resources.ts'

/** The server asks its own BIND for names, as the tutorial's nmcli step does it. */
export const resolverRole: Role = {
  name: 'resolver',
  footprint: (spec) =>
    spec.dns.provider === 'bind' && spec.dns.useForServer
      ? { paths: Object.values(resolverPaths), units: ['systemd-resolved.service'] }
      : {},
  wish: (input) => ({
    resources: resolverResources(input.spec, input.facts),
    probes: [namesOfOthers],
    notices: notices(input),
  }),
}

/** Whether BIND reaches the root of the DNS by itself or through its forwarders; many networks let no questions out. */
const namesOfOthers: Probe = {
  group: 'resolver',
  name: 'names of others',
  command: ['sh', '-c', 'dig +time=3 +tries=2 +short @127.0.0.1 . NS | grep -q "[.]$"'],
  timeout: 10,
  advisory: 'apply.engineNoForeignNames',
}

function notices(input: RoleInput): Wish['notices'] {
  const { spec, facts } = input
  if (spec.dns.provider !== 'bind' || !spec.dns.useForServer) return []
  return [
    ...(facts.resolver.immutable === true ? immutable(facts) : []),
    ...(forwardsAlready(input) ? [] : withoutForwarders(spec.dns, facts)),
  ]
}

/** Somebody has protected the file on purpose; it stands in the way only where it says something else. */
function immutable(facts: HostFacts): Wish['notices'] {
  const path = resolverPaths.resolvConf
  const asksItself = facts.resolver.nameservers[0] === '127.0.0.1'
  return asksItself ? [] : [{ blocking: true, message: message('roles.noticeImmutable', { path }) }]
}

/** Others have told BIND whom to ask, and it stays so. */
function forwardsAlready({ facts, platform }: RoleInput): boolean {
  const { files, optionsFile } = bindFiles(facts, platform)
  const present = files.get(optionsFile)
  const options = lastNamed(present?.statements ?? [], 'options')?.body ?? []
  return !isOwnText(present?.text) && (lastNamed(options, 'forwarders')?.body?.length ?? 0) > 0
}

function withoutForwarders(
  dns: { readonly forwarders: readonly string[] },
  facts: HostFacts,
): Wish['notices'] {
  const present = facts.resolver.nameservers.filter((address) => !/^127\.|^::1$/.test(address))
  if (dns.forwarders.length > 0 || present.length === 0) return []
  return [
    { blocking: false, message: message('roles.noticeNoForwarders', { addresses: listMessage(present) }) },
  ]
}
