import { z } from 'zod'
import type { MessageKey } from '../message.ts'

/**
 * The rules for the names that end up in configuration files. Every refusal is a message key, so that the terminal and
 * the wizard say the same words.
 */
const refusal = (key: MessageKey): MessageKey => key

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

/** Whether the text is a domain in lower-case A-label form with at least two labels (RFC 1035 §2.3.1, RFC 5890). */
export function isDomainName(text: string): boolean {
  const labels = text.split('.')
  return (
    text.length <= 253 &&
    labels.length >= 2 &&
    labels.every((part) => label.test(part)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  )
}

function dottedName(missing: 'spec.domainMissing' | 'spec.hostnameMissing') {
  return z
    .string({ error: refusal(missing) })
    .trim()
    .toLowerCase()
    .min(1, refusal(missing))
    .superRefine((text, context) => {
      if (text === '' || isDomainName(text)) return
      const ascii = asciiForm(text)
      context.addIssue(
        ascii === null
          ? { code: 'custom', message: refusal('spec.domainInvalid') }
          : { code: 'custom', message: refusal('spec.domainUnicode'), params: { ascii } },
      )
    })
}

/**
 * The A-label form of an internationalised domain (RFC 5890 §2.3.2.1), or null where it has none. It is told and not taken
 * silently: logins, DNS and certificates have this name and no other.
 */
function asciiForm(text: string): string | null {
  // What else the reader of a URL would take for a part of its own, or drop, is no part of a name.
  if (!/^[\p{L}\p{M}\p{N}.。．｡-]+$/u.test(text)) return null
  try {
    const { hostname } = new URL(`http://${text}`)
    return isDomainName(hostname) ? hostname : null
  } catch {
    return null
  }
}

/** A domain in lower-case A-label form with at least two labels (RFC 1035 §2.3.1, RFC 5890). */
export const domainName = dottedName('spec.domainMissing')

/** A host name: the rules of a domain with at least one label before it. */
export const hostName = dottedName('spec.hostnameMissing')

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4Pattern = new RegExp(`^${octet}(?:\\.${octet}){3}$`)

/** Whether the text is a dotted-quad IPv4 address without leading zeros (RFC 6943 §3.1.1). */
export function isIpv4(text: string): boolean {
  return ipv4Pattern.test(text)
}

const ipv6Schema = z.ipv6()

/** Whether the text is an IPv6 address (RFC 4291 §2.2), without zone. */
export function isIpv6(text: string): boolean {
  return ipv6Schema.safeParse(text).success
}

export const ipAddress = z
  .string({ error: refusal('spec.addressInvalid') })
  .trim()
  .refine((text) => isIpv4(text) || isIpv6(text), refusal('spec.addressInvalid'))

/**
 * Whether nobody listens at an address: unspecified, link-local, multicast, reserved and broadcast ones (RFC 6890, RFC 4291 §2.4).
 */
export function leadsNowhere(address: string): boolean {
  const first = Number(/^\d+(?=\.)/.exec(address)?.[0])
  if (isIpv4(address)) return first === 0 || first >= 224 || address.startsWith('169.254.')
  return /^(?:0*:)+0*$|^fe[89ab][0-9a-f]:|^ff[0-9a-f]{2}:/i.test(address)
}

/** Whether an address means the machine that it is used on (RFC 6890). */
export function isLoopback(address: string): boolean {
  return isIpv4(address) ? address.startsWith('127.') : /^(?:0*:)+0*1$/.test(address)
}

/** The local part of a mailbox or alias: a lower-case dot-string of 64 octets at most (RFC 5321 §4.1.2, §4.5.3.1.1). */
export const localPart = z
  .string({ error: refusal('spec.nameMissing') })
  .min(1, refusal('spec.nameMissing'))
  .max(64, refusal('spec.nameTooLong'))
  .regex(/^[a-z0-9](?:[a-z0-9_-]|\.(?=[a-z0-9]))*$/, refusal('spec.nameInvalid'))

/** A user name that useradd(8) accepts on every system and that cannot be taken for an option or a number. */
export const systemUserName = z
  .string({ error: refusal('spec.nameMissing') })
  .min(1, refusal('spec.nameMissing'))
  .max(32, refusal('spec.systemNameTooLong'))
  .regex(/^[a-z_][a-z0-9_-]*$/, refusal('spec.systemNameInvalid'))

/** A mailbox password: 1 to 128 characters, no control characters, which neither chpasswd(8) nor SASL PLAIN can carry, and not the dots of an example. */
export const passwordText = z
  .string({ error: refusal('spec.passwordMissing') })
  .min(1, refusal('spec.passwordMissing'))
  .max(128, refusal('spec.passwordTooLong'))
  .refine((text) => !/\p{Cc}/u.test(text), refusal('spec.passwordControl'))
  .refine((text) => text.isWellFormed(), refusal('spec.passwordControl'))
  .refine((text) => !/^(?:…|\.{3})$/u.test(text), refusal('spec.passwordExample'))
