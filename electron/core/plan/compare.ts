import type { FileFact, HostFacts } from '#core/facts/host-facts.ts'
import { message } from '#shared/message.ts'
import type { Difference, UnitAction } from './difference.ts'
import type {
  AbsentResource,
  CertificateResource,
  ConnectionResource,
  DerivedResource,
  DirectoryResource,
  FileResource,
  PortResource,
  Resource,
  UnitResource,
  UserResource,
} from './resource.ts'

/** A certificate is renewed when fewer days than this are left. */
const renewalDays = 30

const octal = (mode: number) => mode.toString(8).padStart(4, '0')

/**
 * Compares each wish with the facts and gives what differs; nothing to do is an empty list. This is the only place where
 * idempotence lives. Services come last, since they follow the changes of their files.
 */
export function compareAll(resources: readonly Resource[], facts: HostFacts): readonly Difference[] {
  const differences: Difference[] = []
  const changed = new Set<string>()
  const note = (difference: Difference | null) => {
    if (difference === null) return
    differences.push(difference)
    changed.add(difference.resource.id)
  }
  const derived = resources.filter((resource) => resource.kind === 'derived')
  const units = resources.filter((resource) => resource.kind === 'unit')
  for (const resource of resources) {
    if (resource.kind !== 'derived' && resource.kind !== 'unit') note(compare(resource, facts))
  }
  for (const resource of derived) note(compareDerived(resource, facts, changed))
  for (const resource of units) note(compareUnit(resource, facts, changed))
  return differences
}

type Plain = Exclude<Resource, UnitResource | DerivedResource>

function compare(resource: Plain, facts: HostFacts): Difference | null {
  switch (resource.kind) {
    case 'package': {
      if (facts.packages.get(resource.name)?.configured) return null
      const version = facts.candidates.get(resource.name)
      return create(resource, version ? `${resource.name} ${version}` : resource.name)
    }
    case 'file':
      return compareFile(resource, facts)
    case 'absent':
      return compareAbsent(resource, facts)
    case 'directory':
      return compareDirectory(resource, facts)
    case 'group':
      return facts.groups.has(resource.name)
        ? null
        : create(resource, `${resource.name}${resource.gid ? ` (${resource.gid})` : ''}`)
    case 'user':
      return compareUser(resource, facts)
    case 'membership': {
      const members = facts.groups.get(resource.memberOf)?.members ?? []
      return members.includes(resource.user)
        ? null
        : create(resource, `${resource.user} ∈ ${resource.memberOf}`)
    }
    case 'port':
      return comparePort(resource, facts)
    case 'hostname':
      return facts.hostname === resource.name
        ? null
        : { resource, action: 'update', before: facts.hostname, after: resource.name }
    case 'certificate':
      return compareCertificate(resource, facts)
    case 'connection':
      return compareConnection(resource, facts)
  }
}

function create<R extends Resource>(resource: R, after: string): Difference<R> {
  return { resource, action: 'create', before: null, after }
}

function compareFile(resource: FileResource, facts: HostFacts): Difference | null {
  const fact = facts.files.get(resource.path)
  if (fact === undefined) return create(resource, resource.content)
  const sameText = fact.type === 'file' && fact.text === resource.content
  const sameRights =
    sameMode(fact, resource) && fact.owner === resource.owner && fact.group === resource.ownerGroup
  if (sameText && sameRights) return null
  const before = fact.text ?? (fact.type === 'link' ? `→ ${fact.target ?? ''}\n` : '')
  if (sameText) {
    return {
      resource,
      action: 'update',
      before: `${octal(fact.mode)} ${fact.owner}:${fact.group}`,
      after: `${octal(resource.mode)} ${resource.owner}:${resource.ownerGroup}`,
      rightsOnly: true,
    }
  }
  return { resource: linkNamed(resource, fact), action: 'update', before, after: resource.content }
}

/** What is written takes the place of a link; others may think that they go on editing the file it leads to. */
function linkNamed(resource: FileResource, { type, target, text }: FileFact): FileResource {
  if (type !== 'link' || text === null) return resource
  const told = message('roles.linkReplacedWarning', { path: resource.path, target: target ?? '' })
  return { ...resource, warnings: [...(resource.warnings ?? []), told] }
}

/** The swap keeps an ACL, and with it the mask that stands in the place of the group's bits. */
function sameMode({ mode, acl }: FileFact, wished: { readonly mode: number }): boolean {
  const bits = acl === true ? 0o7707 : 0o7777
  return (mode & bits) === (wished.mode & bits)
}

function compareAbsent(resource: AbsentResource, facts: HostFacts): Difference | null {
  const fact = facts.files.get(resource.path)
  return fact === undefined
    ? null
    : { resource, action: 'remove', before: fact.text ?? fact.target ?? '', after: null }
}

function compareDirectory(resource: DirectoryResource, facts: HostFacts): Difference | null {
  const fact = facts.files.get(resource.path)
  const after = `${octal(resource.mode)} ${resource.owner}:${resource.ownerGroup}`
  if (fact?.type !== 'directory') return create(resource, after)
  const before = `${octal(fact.mode)} ${fact.owner}:${fact.group}`
  return before === after ? null : { resource, action: 'update', before, after }
}

function compareUser(resource: UserResource, facts: HostFacts): Difference | null {
  const fact = facts.users.get(resource.name)
  if (fact === undefined) return create(resource, `${resource.name}, ${resource.home}, ${resource.shell}`)
  if (resource.passwordHash === undefined || resource.passwordHash === fact.passwordHash) return null
  return { resource, action: 'update', before: '•••', after: '•••' }
}

function comparePort(resource: PortResource, facts: HostFacts): Difference | null {
  const name = `${resource.port}/${resource.protocol}`
  if (facts.firewall.kind === 'none' || facts.firewall.open.includes(name)) return null
  return create(resource, name)
}

function compareCertificate(resource: CertificateResource, facts: HostFacts): Difference | null {
  const fact = facts.certificates.get(resource.certPath)
  const after = resource.names.join(', ')
  if (fact === undefined || !facts.files.has(resource.keyPath)) return create(resource, after)
  const secondsLeft = (Date.parse(fact.notAfter) - Date.parse(facts.readAt)) / 1000
  const covers = resource.names.every((name) => fact.names.includes(name))
  if (covers && secondsLeft > renewalDays * 86_400) return null
  return { resource, action: 'update', before: `${fact.names.join(', ')} (${fact.notAfter})`, after }
}

function compareDerived(
  resource: DerivedResource,
  facts: HostFacts,
  changed: ReadonlySet<string>,
): Difference | null {
  const made = facts.files.get(resource.path)
  const from = facts.files.get(resource.from)
  if (made === undefined) return create(resource, resource.command.join(' '))
  const fresh = from === undefined || made.modified >= Math.floor(from.modified)
  if (fresh && !changed.has(`file:${resource.from}`)) return null
  return { resource, action: 'run', before: null, after: resource.command.join(' ') }
}

function compareConnection(resource: ConnectionResource, facts: HostFacts): Difference | null {
  const fact = facts.resolver.connections.find(({ uuid }) => uuid === resource.uuid)
  const present = (property: string) => fact?.settings[property] ?? ''
  const differs = resource.settings.filter(({ property, value }) => present(property) !== value)
  if (differs.length === 0) return null
  const line = (values: readonly string[]) => values.join('\n')
  return {
    resource,
    action: 'update',
    before: line(differs.map(({ property }) => `${property}: ${present(property)}`)),
    after: line(differs.map(({ property, value }) => `${property}: ${value}`)),
  }
}

const startsAtBoot = new Set([
  'enabled',
  'enabled-runtime',
  'static',
  'alias',
  'indirect',
  'generated',
  'linked',
])

function compareUnit(
  resource: UnitResource,
  facts: HostFacts,
  changed: ReadonlySet<string>,
): Difference | null {
  const fact = facts.units.get(resource.name)
  const watched = facts.units.get(resource.watch ?? resource.name)
  const running = watched?.active === 'active'
  const retires = (resource.formerUnits ?? []).filter((name) => facts.units.get(name)?.active === 'active')
  if (retires.length > 0) {
    const unitAction = running ? 'restart' : 'start'
    const present = retires.map((name) => `${name}: active`).join('\n')
    return { resource, action: 'update', before: present, after: 'enabled, active', unitAction, retires }
  }
  const before =
    fact === undefined || fact.load === 'not-found'
      ? null
      : `${fact.enabled}, ${watched?.active ?? 'inactive'}`
  if (!running || !startsAtBoot.has(fact?.enabled ?? '')) {
    return {
      resource,
      action: before === null ? 'create' : 'update',
      before,
      after: 'enabled, active',
      unitAction: 'start',
    }
  }
  const unitAction = followUp(resource, changed)
  return unitAction && { resource, action: 'run', before, after: `${before} (${unitAction})`, unitAction }
}

function followUp(resource: UnitResource, changed: ReadonlySet<string>): UnitAction | null {
  if (resource.restartOn.some((id) => changed.has(id))) return 'restart'
  if (resource.reloadOn.some((id) => changed.has(id))) return 'reload'
  return null
}
