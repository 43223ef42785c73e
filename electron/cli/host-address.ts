import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { hostAddressShape, hostUserShape } from '#shared/model/host-shapes.ts'
import { isIPv6 } from 'node:net'

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
  if (!parts) throw refuse(isIPv6(text.split('@').at(-1) ?? '') ? 'cli.hostBrackets' : 'cli.hostForm', text)
  const address = parts['bracketed'] ?? parts['plain'] ?? ''
  if (parts['bracketed'] !== undefined && !isIPv6(address)) throw refuse('cli.hostForm', text)
  const portText = parts['port']
  const port = portText === undefined ? 22 : /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN
  const user = (parts['user'] ?? '').trim()
  if (!hostAddressShape.test(address.trim())) throw refuse('cli.hostForm', text)
  if (!(port >= 1 && port <= 65_535)) throw refuse('cli.hostPort', text)
  if (!hostUserShape.test(user)) throw refuse('cli.hostUser', text)
  return { user, address: address.trim(), port }
}

type Refusal = 'cli.hostForm' | 'cli.hostBrackets' | 'cli.hostUser' | 'cli.hostPort'

function refuse(key: Refusal, text: string): Error {
  return fail('usageInvalid', { detail: message(key, { text: text.slice(0, 200) }) })
}

/** The address as it is written in a command, with brackets and the port where they are needed. */
export function writeHostAddress({ user, address, port }: HostAddress): string {
  const host = address.includes(':') ? `[${address}]` : address
  return `${user}@${host}${port === 22 ? '' : `:${port}`}`
}
