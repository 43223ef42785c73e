import { message, type Message } from '#shared/message.ts'
import { hostInput, type HostInput, type HostProfile } from '#shared/model/host-profile.ts'
import { issuesOf, type FieldIssues } from '../../components/field-issues.ts'

/** The form as typed. Secrets: undefined keeps what is stored, an empty text removes it. */
export interface HostForm {
  readonly name: string
  readonly address: string
  readonly port: string
  readonly user: string
  readonly authKind: 'password' | 'key' | 'agent'
  readonly password: string | undefined
  readonly privateKey: string | undefined
  readonly passphrase: string | undefined
  readonly sudoPassword: string | undefined
  readonly notes: string
  readonly tags: readonly string[]
}

/** An empty form: root over port 22 with a password, as a new server is delivered. */
export const emptyHostForm: HostForm = {
  name: '',
  address: '',
  port: '22',
  user: 'root',
  authKind: 'password',
  password: undefined,
  privateKey: undefined,
  passphrase: undefined,
  sudoPassword: undefined,
  notes: '',
  tags: [],
}

/** The form of a stored host; its secrets stay where they are. */
export function formOfHost(host: HostProfile): HostForm {
  return {
    ...emptyHostForm,
    name: host.name,
    address: host.address,
    port: String(host.port),
    user: host.user,
    authKind: host.auth.kind,
    notes: host.notes,
    tags: host.tags,
  }
}

function authOf(form: HostForm): HostInput['auth'] {
  if (form.authKind === 'agent') return { kind: 'agent' }
  if (form.authKind === 'password') return { kind: 'password', password: form.password }
  return { kind: 'key', privateKey: form.privateKey, passphrase: form.passphrase }
}

/** What the form asks the core to store; the name defaults to the address. */
export function inputOfForm(form: HostForm): HostInput {
  return {
    name: form.name.trim() === '' ? form.address.trim() : form.name,
    address: form.address,
    port: /^\d{1,5}$/.test(form.port.trim()) ? Number(form.port) : Number.NaN,
    user: form.user,
    auth: authOf(form),
    sudoPassword: form.sudoPassword,
    notes: form.notes,
    tags: [...form.tags],
  }
}

/** The secret without which nobody can log in, where it is neither typed nor stored: nothing asks for it later. */
function missingSecret(form: HostForm, stored: HostProfile['auth'] | undefined): [string, Message] | null {
  const isMissing = (typed: string | undefined, kept: boolean) =>
    typed === '' || (typed === undefined && !kept)
  if (form.authKind === 'password') {
    const kept = stored?.kind === 'password' && stored.hasPassword
    return isMissing(form.password, kept) ? ['password', message('hosts.passwordMissing')] : null
  }
  if (form.authKind === 'agent') return null
  const kept = stored?.kind === 'key' && stored.hasKey
  return isMissing(form.privateKey, kept) ? ['privateKey', message('hosts.keyMissing')] : null
}

/** What is wrong with the form, by field; `stored` is the host that it edits. */
export function issuesOfForm(form: HostForm, stored?: HostProfile): FieldIssues {
  const issues = new Map(issuesOf(hostInput, inputOfForm(form)))
  // An empty name becomes the address; what is wrong with that is said at the address.
  if (form.name.trim() === '') issues.delete('name')
  const missing = missingSecret(form, stored?.auth)
  if (missing !== null) issues.set(...missing)
  return issues
}
