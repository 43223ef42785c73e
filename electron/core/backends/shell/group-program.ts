import type { FirewallFacts } from '#core/facts/host-facts.ts'
import type { Difference, UnitAction } from '#core/plan/difference.ts'
import type {
  CertificateResource,
  ConnectionResource,
  FileResource,
  Probe,
  Resource,
  UserResource,
  Validator,
} from '#core/plan/resource.ts'
import { quoteWords, sh } from '#core/ssh/quote.ts'
import type { GroupId } from '#shared/model/plan.ts'
import { openPorts } from './firewall-commands.ts'
import { heredoc } from './heredoc.ts'

/** What one group of a run is made of. */
export interface GroupWork {
  readonly group: GroupId
  readonly differences: readonly Difference[]
  readonly validators: readonly Validator[]
  readonly probes: readonly Probe[]
  readonly firewall: FirewallFacts
}

const octal = (mode: number) => mode.toString(8).padStart(4, '0')

/** The six functions of a group that transact() of transaction.sh calls, and the step that calls it. */
export function groupProgram(work: GroupWork): string {
  const { group, differences } = work
  const resources = differences.map(({ resource }) => resource)
  return [
    shellFunction(`act_${group}`, differences.flatMap(actLines)),
    shellFunction(`stage_${group}`, resources.flatMap(stageLines)),
    shellFunction(`validate_${group}`, validatorLines(work.validators)),
    shellFunction(`swap_${group}`, swapLines(resources, work.firewall)),
    shellFunction(`serve_${group}`, differences.flatMap(serveLines)),
    shellFunction(`probe_${group}`, work.probes.map(probeLine)),
    shellFunction(`step_${group}`, [`transact ${group}`]),
  ].join('\n')
}

/** A function whose lines all have to succeed; the first that fails ends it. */
export function shellFunction(name: string, lines: readonly string[]): string {
  if (lines.length === 0) return `${name}() { :; }\n`
  return `${name}() {\n${lines.map((line) => guarded(line)).join('\n')}\n}\n`
}

/** `command || return 1`, also for a command with here-documents, whose guard belongs on its first line. */
function guarded(line: string): string {
  const end = line.indexOf('\n')
  return end === -1 ? `  ${line} || return 1` : `  ${line.slice(0, end)} || return 1${line.slice(end)}`
}

/** Accounts and directories, which staged files and validators need to be there. */
function actLines({ resource, action }: Difference): readonly string[] {
  switch (resource.kind) {
    case 'group':
      return [sh`make_group ${resource.name} ${optional(resource.gid)} ${flag(resource.system)}`]
    case 'user':
      return userLines(resource, action)
    case 'membership':
      return [sh`join_group ${resource.user} ${resource.memberOf}`]
    case 'directory':
      return [
        sh`make_directory ${resource.path} ${octal(resource.mode)} ${resource.owner} ${resource.ownerGroup}`,
      ]
    case 'hostname':
      return [sh`set_hostname ${resource.name}`]
    default:
      return []
  }
}

const optional = (value: string | number | undefined) => (value === undefined ? '' : String(value))
const flag = (value: boolean) => (value ? 'yes' : '')

function userLines(user: UserResource, action: Difference['action']): readonly string[] {
  const group = optional(user.primaryGroup)
  const make = sh`make_user ${user.name} ${optional(user.uid)} ${flag(user.system)} ${group} ${user.home} ${flag(user.createHome)} ${user.shell} ${user.comment ?? ''}`
  const lines = action === 'create' ? [make] : []
  if (user.passwordHash === undefined) return lines
  return [...lines, `${sh`set_password_hash ${user.name}`} ${heredoc(`${user.passwordHash}\n`)}`]
}

function stageLines(resource: Resource): readonly string[] {
  switch (resource.kind) {
    case 'file':
      return [stageFile(resource)]
    case 'certificate':
      return [makeCertificate(resource)]
    default:
      return []
  }
}

function stageFile(file: FileResource): string {
  return `${sh`stage_file ${file.path} ${octal(file.mode)} ${file.owner} ${file.ownerGroup}`} ${heredoc(file.content)}`
}

function makeCertificate({ certPath, keyPath, days, names }: CertificateResource): string {
  const alternatives = names.map((name) => `DNS:${name}`).join(',')
  return sh`make_certificate ${certPath} ${keyPath} ${days} ${commonName(names)} ${alternatives}`
}

/** All are asked, so that all that is wrong is told at once. */
function validatorLines(validators: readonly Validator[]): readonly string[] {
  const lines = validators.map(
    ({ name, daemon, overlay, refuse, command }) =>
      sh`validate ${name} ${daemon} ${overlay.join(' ')} ${refuse ?? ''} ${command}`,
  )
  return lines.length === 0 ? [] : [...lines, 'none_refused']
}

/** RFC 5280 appendix A.1: a common name has 64 characters at most; the alternative names are what counts. */
export function commonName([name = '']: readonly string[]): string {
  return name.length <= 64 ? name : (name.split('.', 1)[0] ?? '')
}

function swapLines(resources: readonly Resource[], firewall: FirewallFacts): readonly string[] {
  const files = resources.flatMap((resource) => {
    if (resource.kind === 'file') return [resource.path]
    return resource.kind === 'certificate' ? [resource.keyPath, resource.certPath] : []
  })
  const swap = files.length === 0 ? [] : [`swap_files ${quoteWords(files)}`]
  const ports = resources.filter((resource) => resource.kind === 'port')
  return [...swap, ...resources.flatMap(afterSwapLines), ...openPorts(firewall, ports)]
}

function afterSwapLines(resource: Resource): readonly string[] {
  switch (resource.kind) {
    case 'absent':
      return [sh`remove_file ${resource.path}`]
    case 'derived':
      return [sh`derive_file ${resource.path} ${resource.command}`]
    case 'connection':
      return [connectionLine(resource)]
    default:
      return []
  }
}

function connectionLine({ uuid, device, settings }: ConnectionResource): string {
  return sh`set_connection ${uuid} ${device} ${settings.flatMap(({ property, value }) => [property, value])}`
}

function serveLines({ resource, unitAction, retires = [] }: Difference): readonly string[] {
  if (resource.kind !== 'unit') return []
  const action: UnitAction = unitAction ?? 'start'
  return [
    ...retires.map((name) => sh`retire_unit ${name} ${resource.name}`),
    sh`serve_unit ${resource.name} ${resource.watch ?? resource.name} ${action}`,
  ]
}

function probeLine({ name, timeout, command, advisory }: Probe): string {
  return advisory === undefined
    ? sh`probe ${name} ${timeout} ${command}`
    : sh`advise ${advisory} ${timeout} ${command}`
}
