import type { FirewallFacts } from '#core/facts/host-facts.ts'
import { quote, quoteWords } from '#core/ssh/quote.ts'
import type { Difference } from '#core/plan/difference.ts'
import type { FileResource, UserResource } from '#core/plan/resource.ts'
import { openPortByHand } from './firewall-commands.ts'
import { commonName } from './group-program.ts'
import { heredoc } from './heredoc.ts'

const octal = (mode: number) => mode.toString(8).padStart(4, '0')

const words = (...parts: readonly string[]) => quoteWords(parts)

/** What one would type to do the same by hand; secret text is left out. */
export function equivalentCommands(
  { resource, action, unitAction, retires = [] }: Difference,
  firewall: FirewallFacts,
): readonly string[] {
  switch (resource.kind) {
    case 'package':
      return [words('apt-get', 'install', '--no-install-recommends', resource.name)]
    case 'file':
      return fileCommands(resource)
    case 'absent':
      return [words('rm', resource.path)]
    case 'directory':
      return [
        words(
          'install',
          '-d',
          '-m',
          octal(resource.mode),
          '-o',
          resource.owner,
          '-g',
          resource.ownerGroup,
          resource.path,
        ),
      ]
    case 'group':
      return [
        words(
          'groupadd',
          ...(resource.system ? ['-r'] : []),
          ...(resource.gid ? ['-g', String(resource.gid), '-K', `SYS_GID_MAX=${resource.gid}`] : []),
          resource.name,
        ),
      ]
    case 'user':
      return userCommands(resource, action)
    case 'membership':
      return [words('usermod', '-aG', resource.memberOf, resource.user)]
    case 'unit':
      return [
        ...retires.map((name) => words('systemctl', 'stop', name)),
        unitAction === 'start'
          ? words('systemctl', 'enable', '--now', resource.name)
          : words('systemctl', unitAction ?? 'reload', resource.name),
      ]
    case 'port':
      return openPortByHand(firewall, resource)
    case 'hostname':
      return [words('hostnamectl', 'set-hostname', resource.name)]
    case 'certificate':
      return [
        words(
          ...[
            'openssl',
            'req',
            '-x509',
            '-newkey',
            'ec',
            '-pkeyopt',
            'ec_paramgen_curve:prime256v1',
            '-nodes',
            '-sha256',
          ],
          ...['-days', String(resource.days), '-subj', `/CN=${commonName(resource.names)}`],
          ...['-addext', `subjectAltName=${resource.names.map((name) => `DNS:${name}`).join(',')}`],
          ...['-keyout', resource.keyPath, '-out', resource.certPath],
        ),
      ]
    case 'derived':
      return [words(...resource.command)]
    case 'connection':
      return [
        words(
          'nmcli',
          'connection',
          'modify',
          'id',
          resource.name,
          ...resource.settings.flatMap(({ property, value }) => [property, value]),
        ),
        words('nmcli', 'device', 'reapply', resource.device),
      ]
  }
}

function fileCommands(resource: FileResource): readonly string[] {
  const rights = [
    words('chmod', octal(resource.mode), resource.path),
    words('chown', `${resource.owner}:${resource.ownerGroup}`, resource.path),
  ]
  if (resource.sensitive) return [words('editor', resource.path), ...rights]
  return [`cat >${quote(resource.path)} ${heredoc(resource.content)}`, ...rights]
}

function userCommands(resource: UserResource, action: Difference['action']): readonly string[] {
  const password = resource.passwordHash === undefined ? [] : [words('passwd', resource.name)]
  if (action === 'update') return password
  const add = words(
    'useradd',
    ...(resource.system ? ['-r'] : []),
    // A system user may have a fixed id above those of its kind; useradd would warn.
    ...(resource.uid ? ['-u', String(resource.uid), '-K', `SYS_UID_MAX=${resource.uid}`] : []),
    ...(resource.primaryGroup ? ['-g', resource.primaryGroup] : []),
    ...['-d', resource.home, ...(resource.createHome ? ['-m'] : []), '-s', resource.shell],
    ...['-c', resource.comment ?? '', '--', resource.name],
  )
  return [add, ...password]
}
