import { equivalentCommands } from '#core/backends/shell/equivalent-commands.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import { message, type Message } from '#shared/message.ts'
import type { Change, Satisfied } from '#shared/model/plan.ts'
import type { Difference } from './difference.ts'
import type { Resource } from './resource.ts'

/** A difference as people see it; nothing secret is in it. */
export function showDifference(difference: Difference, facts: HostFacts): Change {
  const { resource } = difference
  const masked = isMasked(resource)
  return {
    id: resource.id,
    group: resource.group,
    kind: resource.kind,
    action: difference.action,
    title: resource.title,
    reason: resource.reason,
    before: masked ? mask(difference.before) : difference.before,
    after: masked ? mask(difference.after) : difference.after,
    language: resource.kind === 'file' ? (resource.language ?? 'text') : 'text',
    masked,
    ...(difference.rightsOnly === true ? { rightsOnly: true } : {}),
    commands: [...equivalentCommands(difference, facts.firewall)],
    verify: verification(resource),
    undo: copiesStay(difference) ?? { reversible: true, message: inverse(difference) },
    // They are of what the text brings about.
    warnings: difference.rightsOnly === true ? [] : [...(resource.warnings ?? [])],
  }
}

/** A wish that holds already. */
export function showSatisfied(resource: Resource): Satisfied {
  return { id: resource.id, group: resource.group, title: resource.title }
}

function isMasked(resource: Resource): boolean {
  return resource.kind === 'file' && resource.sensitive === true
}

/** The file of a zone comes back, but not what other servers have made of it. */
function copiesStay({ resource, action }: Difference): Change['undo'] | null {
  if (resource.kind !== 'file' || resource.copiedSerial === undefined || action !== 'update') return null
  const { copiedSerial: serial, zone = '' } = resource
  return { reversible: false, message: message('roles.undoZoneCopied', { serial, zone }) }
}

/** The same number of lines, with nothing in them. */
function mask(text: string | null): string | null {
  return text === null ? null : text.replace(/[^\n]+/g, '•••')
}

function verification(resource: Resource): Message {
  switch (resource.kind) {
    case 'package':
      return message('plan.engineVerifyPackage')
    case 'file':
    case 'absent':
      return verifyGroup(resource)
    case 'unit':
      return message('plan.engineVerifyUnit', { name: resource.name })
    case 'port':
      return message('plan.engineVerifyPort', { port: `${resource.port}/${resource.protocol}` })
    case 'certificate':
      return message('plan.engineVerifyCertificate')
    case 'derived':
      return message('plan.engineVerifyDerived', { path: resource.path })
    case 'directory':
    case 'group':
    case 'user':
    case 'membership':
    case 'hostname':
    case 'connection':
      return message('plan.engineVerifyState')
  }
}

function verifyGroup({ group }: Resource): Message {
  switch (group) {
    case 'bind':
      return message('plan.engineVerifyBind')
    case 'postfix':
      return message('plan.engineVerifyPostfix')
    case 'dovecot':
      return message('plan.engineVerifyDovecot')
    case 'packages':
    case 'host':
    case 'accounts':
    case 'tls':
    case 'resolver':
    case 'firewall':
      return message('plan.engineVerifyState')
  }
}

function inverse({ resource, action }: Difference): Message {
  switch (resource.kind) {
    case 'package':
      return message('plan.engineUndoPackage')
    case 'file':
    case 'absent':
    case 'certificate':
    case 'derived':
      return action === 'create' ? message('plan.engineUndoNewFile') : message('plan.engineUndoFile')
    case 'directory':
      return resource.holdsMail ? message('plan.engineUndoMail') : message('plan.engineUndoNewFile')
    case 'user':
      return action === 'create' ? message('plan.engineUndoUser') : message('plan.engineUndoPassword')
    case 'group':
    case 'membership':
      return message('plan.engineUndoGroup')
    case 'unit':
      return message('plan.engineUndoUnit')
    case 'port':
      return message('plan.engineUndoPort')
    case 'hostname':
      return message('plan.engineUndoHostname')
    case 'connection':
      return message('plan.engineUndoConnection')
  }
}
