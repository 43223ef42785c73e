import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { hostInput } from '#shared/model/host-profile.ts'
import { isIpv6 } from '#shared/model/names.ts'

/** Where `--host` leads. */
export interface HostAddress {
  readonly user: string
  readonly address: string
  readonly port: number
}

const form = /^(?<user>[^@]*)@(?:\[(?<bracketed>[^\]]*)\]|(?<plain>[^:[\]]*))(?::(?<port>[^:]*))?$/u

/** Reads `USER@ADDRESS[:PORT]`, an IPv6 address in brackets (RFC 3986 §3.2.2); throws the failure usageInvalid. */
export function parseHostAddress(text: string): HostAddress {
  const parts = form.exec(text)?.groups
  if (!parts) throw refuse(isIpv6(text.split('@').at(-1) ?? '') ? 'cli.hostBrackets' : 'cli.hostForm', text)
  const address = parts['bracketed'] ?? parts['plain'] ?? ''
  if (parts['bracketed'] !== undefined && !isIpv6(address)) throw refuse('cli.hostForm', text)
  const portText = parts['port']
  const port = portText === undefined ? 22 : /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN
  const read = hostInput.pick({ user: true, address: true, port: true }).safeParse({
    user: parts['user'],
    address,
    port: Number.isNaN(port) ? 0 : port,
  })
  if (read.success) return read.data
  throw refuse(fieldOf(read.error.issues[0]?.path[0]), text)
}

type Refusal = 'cli.hostForm' | 'cli.hostBrackets' | 'cli.hostUser' | 'cli.hostPort'

function fieldOf(field: PropertyKey | undefined): Refusal {
  return field === 'user' ? 'cli.hostUser' : field === 'port' ? 'cli.hostPort' : 'cli.hostForm'
}

function refuse(key: Refusal, text: string): Error {
  return fail('usageInvalid', { detail: message(key, { text: text.slice(0, 200) }) })
}

/** The address as it is written in a command, with brackets and the port where they are needed. */
export function writeHostAddress({ user, address, port }: HostAddress): string {
  const host = address.includes(':') ? `[${address}]` : address
  return `${user}@${host}${port === 22 ? '' : `:${port}`}`
}
