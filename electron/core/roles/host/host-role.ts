import { listMessage } from '#shared/list-message.ts'
import { message } from '#shared/message.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import type { FileResource, HostnameResource } from '#core/plan/resource.ts'
import type { CompleteSpec, Role } from '../role.ts'
import { ownHeader } from '../own-text.ts'
import { factText } from '../fact-text.ts'
import { withHostLine } from './hosts-file.ts'

const cloudDirectory = '/etc/cloud/cloud.cfg.d'

/** sethostname(2): HOST_NAME_MAX. */
const longestKernelName = 64

/** The server knows itself by the name that DNS and the certificate give it. */
export const hostRole: Role = {
  name: 'host',
  footprint: () => ({
    paths: ['/etc/hostname', '/etc/hosts', cloudDirectory, `${cloudDirectory}/99-mailwright.cfg`],
  }),
  wish: ({ spec, facts }) => {
    const name = kernelName(spec.hostname)
    const hostname: HostnameResource = {
      kind: 'hostname',
      id: 'hostname:kernel',
      group: 'host',
      title: message('roles.hostnameTitle', { name }),
      reason: message('roles.hostnameReason'),
      name,
      warnings:
        facts.hostname === name
          ? []
          : [message('roles.hostnameWarning', { before: facts.hostname, after: name })],
    }
    return { resources: [hostnameFile(name), hostname, hostsFile(spec, facts), ...cloudFile(facts)] }
  },
}

function kernelName(hostname: string): string {
  return hostname.length <= longestKernelName ? hostname : (hostname.split('.', 1)[0] ?? hostname)
}

function hostnameFile(name: string): FileResource {
  return {
    kind: 'file',
    id: 'file:/etc/hostname',
    group: 'host',
    title: message('roles.hostnameFileTitle'),
    reason: message('roles.hostnameFileReason'),
    path: '/etc/hostname',
    content: `${name}\n`,
    mode: 0o644,
    owner: 'root',
    ownerGroup: 'root',
    language: 'text',
  }
}

function hostsFile(spec: CompleteSpec, facts: HostFacts): FileResource {
  const { text, displaced } = withHostLine(factText(facts, '/etc/hosts'), {
    address: spec.address,
    hostname: spec.hostname,
    formerName: facts.hostname,
  })
  return {
    kind: 'file',
    id: 'file:/etc/hosts',
    group: 'host',
    title: message('roles.hostsTitle'),
    reason: message('roles.hostsReason', { hostname: spec.hostname, address: spec.address }),
    path: '/etc/hosts',
    content: text,
    mode: 0o644,
    owner: 'root',
    ownerGroup: 'root',
    language: 'text',
    warnings:
      displaced.length === 0
        ? []
        : [message('roles.hostsWarning', { hostname: spec.hostname, addresses: listMessage(displaced) })],
  }
}

/** cloud-init would set the old name again at the next boot. */
function cloudFile(facts: HostFacts): readonly FileResource[] {
  if (!facts.files.has(cloudDirectory)) return []
  return [
    {
      kind: 'file',
      id: `file:${cloudDirectory}/99-mailwright.cfg`,
      group: 'host',
      title: message('roles.cloudTitle'),
      reason: message('roles.cloudReason'),
      path: `${cloudDirectory}/99-mailwright.cfg`,
      content: `${ownHeader('#')}preserve_hostname: true\nmanage_etc_hosts: false\n`,
      mode: 0o644,
      owner: 'root',
      ownerGroup: 'root',
      language: 'text',
    },
  ]
}
