import type { MailAccount, MailAccountInput } from '#shared/contract/mail.ts'
import type { MessageKey } from '#shared/message.ts'
import type { MailServer, TlsMode } from '#shared/model/mail.ts'

export type Protocol = 'smtp' | 'pop3'

/** One server as typed. */
export interface ServerValues {
  readonly host: string
  readonly port: number | string
  readonly tls: TlsMode
  readonly trust: MailServer['trust']['kind']
  readonly fingerprint: string
  readonly serverName: string
}

/** An account in the middle of being filled in. */
export interface AccountValues {
  readonly hostId: string | null
  readonly address: string
  readonly login: string
  readonly password: string
  readonly smtp: ServerValues
  readonly pop3: ServerValues
}

/** The ports by custom: RFC 8314 and RFC 6409 for submission, RFC 1939 for POP3; plain SMTP is the lab's port 25. */
export const usualPorts: Record<Protocol, Record<TlsMode, number>> = {
  smtp: { implicit: 465, starttls: 587, none: 25 },
  pop3: { implicit: 995, starttls: 110, none: 110 },
}

const server = (protocol: Protocol, tls: TlsMode): ServerValues => ({
  host: '',
  port: usualPorts[protocol][tls],
  tls,
  trust: 'system',
  fingerprint: '',
  serverName: '',
})

/** An account that nobody has filled in yet. */
export const emptyAccount: AccountValues = {
  hostId: null,
  address: '',
  login: '',
  password: '',
  smtp: server('smtp', 'starttls'),
  pop3: server('pop3', 'implicit'),
}

const serverValues = (known: MailServer): ServerValues => ({
  host: known.host,
  port: known.port,
  tls: known.tls,
  trust: known.trust.kind,
  fingerprint: known.trust.kind === 'pinned' ? known.trust.sha256 : '',
  serverName: known.serverName ?? '',
})

/** A stored account for editing; its password stays where it is. */
export function valuesOf(account: MailAccount): AccountValues {
  const { hostId, address, login, smtp, pop3 } = account
  return { hostId, address, login, password: '', smtp: serverValues(smtp), pop3: serverValues(pop3) }
}

/** Another encryption brings its usual port along, unless the port was one of somebody's own. */
export function withTls(protocol: Protocol, values: ServerValues, tls: TlsMode): ServerValues {
  const usual = Object.values(usualPorts[protocol]).includes(Number(values.port))
  return { ...values, tls, port: usual ? usualPorts[protocol][tls] : values.port }
}

const fingerprint = (text: string) => text.replace(/[\s:]/g, '').toLowerCase()

type Field = 'address' | 'login' | `${Protocol}.${'host' | 'port' | 'fingerprint'}`
export type AccountProblems = Partial<Record<Field, MessageKey>>

/** What is wrong with the values, by field; empty when they can be stored. */
export function accountProblems(values: AccountValues): AccountProblems {
  const problems: AccountProblems = {}
  if (!/^[^\s@]+@[^\s@]+$/.test(values.address.trim())) problems.address = 'mail.uiAddressInvalid'
  if (values.login.trim() === '') problems.login = 'mail.uiLoginMissing'
  for (const protocol of ['smtp', 'pop3'] as const) {
    const { host, port, trust, fingerprint: typed } = values[protocol]
    if (host.trim() === '') problems[`${protocol}.host`] = 'mail.uiServerMissing'
    const number = Number(port)
    if (!Number.isInteger(number) || number < 1 || number > 65535)
      problems[`${protocol}.port`] = 'mail.uiPortInvalid'
    if (trust === 'pinned' && !/^[0-9a-f]{64}$/.test(fingerprint(typed)))
      problems[`${protocol}.fingerprint`] = 'mail.uiFingerprintInvalid'
  }
  return problems
}

function serverOf(values: ServerValues): MailServer {
  const serverName = values.serverName.trim()
  return {
    host: values.host.trim(),
    port: Number(values.port),
    tls: values.tls,
    ...(serverName === '' ? {} : { serverName }),
    trust:
      values.trust === 'pinned'
        ? { kind: 'pinned', sha256: fingerprint(values.fingerprint) }
        : { kind: values.trust },
  }
}

/** What the core is given; without a password the stored one stays. */
export function inputOf(values: AccountValues): MailAccountInput {
  return {
    hostId: values.hostId,
    address: values.address.trim(),
    login: values.login.trim(),
    smtp: serverOf(values.smtp),
    pop3: serverOf(values.pop3),
    ...(values.password === '' ? {} : { password: values.password }),
  }
}
