import { message } from '#shared/message.ts'
import type { PortResource } from '#core/plan/resource.ts'
import type { Role } from '../role.ts'
import { servedPorts } from '../served-ports.ts'

/** The ports that clients and other mail servers must reach; nothing changes where no firewall is active. */
export const firewallRole: Role = {
  name: 'firewall',
  footprint: () => ({}),
  wish: ({ spec }) => ({
    resources: servedPorts(spec).map(({ port, protocol, service }): PortResource => ({
      kind: 'port',
      id: `port:${String(port)}/${protocol}`,
      group: 'firewall',
      title: message('roles.portTitle', { port, protocol }),
      reason: message('roles.portReason', { service }),
      port,
      protocol,
    })),
  }),
}
