import type { FileFact, HostFacts } from '#core/facts/host-facts.ts'
import type { FileResource, Resource, Wish } from '#core/plan/resource.ts'
import type { Platform } from '#core/platform/platform.ts'
import { platformOf } from '#core/platform/platform-of.ts'
import { roles } from '#core/roles/all-roles.ts'
import type { CompleteSpec } from '#core/roles/role.ts'
import type { ServerSpecInput } from '#shared/model/server-spec.ts'
import { serverSpec } from '#shared/model/server-spec.ts'
import { bareServer, fileFact } from '#test/support/host-facts.ts'

/** A description as a user would give it: two mailboxes and an alias. */
export function exampleSpec(changes: Partial<ServerSpecInput> = {}): CompleteSpec {
  const spec = serverSpec.parse({
    domain: 'example.test',
    hostname: 'mail.example.test',
    dns: { provider: 'bind', forwarders: ['10.0.0.1'] },
    mailboxes: [
      { name: 'alice', password: 'correct horse' },
      { name: 'bob', password: '密码 "$(x)"' },
    ],
    aliases: [{ name: 'info', to: ['alice', 'someone@elsewhere.test'] }],
    ...changes,
  })
  return { ...spec, address: spec.address ?? '10.0.0.21' }
}

/** A bare server of a release. */
export function bareRelease(versionId: string, changes: Partial<HostFacts> = {}): HostFacts {
  return bareServer({
    os: { id: 'debian', versionId, prettyName: `Debian ${versionId}`, idLike: [] },
    ...changes,
  })
}

/** The platform of the facts; the test fails where it is not known. */
export function platformOfFacts(facts: HostFacts): Platform {
  const platform = platformOf(facts.os)
  if (platform === null) throw new Error(`no platform for ${facts.os.prettyName}`)
  return platform
}

/** What all roles wish, together. */
export function wholeWish(spec: CompleteSpec, facts: HostFacts): Wish {
  const platform = platformOfFacts(facts)
  const wishes = roles.map((role) => role.wish({ spec, platform, facts }))
  return {
    resources: wishes.flatMap((wish) => wish.resources ?? []),
    validators: wishes.flatMap((wish) => wish.validators ?? []),
    probes: wishes.flatMap((wish) => wish.probes ?? []),
    notices: wishes.flatMap((wish) => wish.notices ?? []),
  }
}

/** The file resources of a wish by path. */
export function filesOf(resources: readonly Resource[]): ReadonlyMap<string, FileResource> {
  return new Map(
    resources.flatMap((resource) => (resource.kind === 'file' ? [[resource.path, resource]] : [])),
  )
}

/** The facts of the server after the wish has come true, as far as roles look at them. */
export function factsAfter(facts: HostFacts, resources: readonly Resource[]): HostFacts {
  const files = new Map<string, FileFact>(facts.files)
  const users = new Map(facts.users)
  const groups = new Map(facts.groups)
  const packages = new Map(facts.packages)
  let hostname = facts.hostname
  for (const resource of resources) {
    if (resource.kind === 'file')
      files.set(
        resource.path,
        fileFact(resource.content, {
          mode: resource.mode,
          owner: resource.owner,
          group: resource.ownerGroup,
        }),
      )
    else if (resource.kind === 'directory')
      files.set(
        resource.path,
        fileFact('', {
          type: 'directory',
          mode: resource.mode,
          owner: resource.owner,
          group: resource.ownerGroup,
          text: null,
          sha256: null,
        }),
      )
    else if (resource.kind === 'package') packages.set(resource.name, { version: '1', configured: true })
    else if (resource.kind === 'hostname') hostname = resource.name
    else if (resource.kind === 'group') groups.set(resource.name, { gid: resource.gid ?? 990, members: [] })
    else if (resource.kind === 'user') {
      const before = users.get(resource.name)
      users.set(resource.name, {
        uid: before?.uid ?? resource.uid ?? (resource.system ? 990 : 1001),
        gid: before?.gid ?? 1001,
        home: resource.home,
        shell: resource.shell,
        comment: '',
        passwordHash: resource.passwordHash ?? before?.passwordHash ?? '!',
      })
      if (resource.createHome)
        files.set(resource.home, fileFact('', { type: 'directory', text: null, sha256: null }))
    }
  }
  const { versionPackage, knownVersion } = platformOfFacts(facts).dovecot
  packages.set(versionPackage, { version: `1:${knownVersion}`, configured: true })
  return { ...facts, files, users, groups, packages, hostname, readAt: '2027-03-01T00:00:00.000Z' }
}
