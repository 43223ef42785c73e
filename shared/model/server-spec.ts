import { z } from 'zod'
import type { MessageKey } from '../message.ts'
import { keptFile } from './kept-file.ts'
import { hasHostBits, isWiderThanPrivate } from './networks.ts'
import {
  domainName,
  hostName,
  ipAddress,
  isDomainName,
  isLoopback,
  leadsNowhere,
  localPart,
  passwordText,
  systemUserName,
} from './names.ts'

/** Names that the system or the RFCs already give a meaning (RFC 2142; accounts of the base system). */
const reservedMailboxNames = new Set([
  'root',
  'postmaster',
  'abuse',
  'hostmaster',
  'mailer-daemon',
  'nobody',
  'vmail',
])

export const mailboxSpec = z.strictObject({
  name: localPart,
  /** Absent where an existing mailbox keeps the password it has. */
  password: passwordText.optional(),
})
export type MailboxSpec = z.infer<typeof mailboxSpec>

const aliasTarget = z.union([localPart, z.email({ error: 'spec.aliasTargetInvalid' satisfies MessageKey })], {
  error: 'spec.aliasTargetInvalid' satisfies MessageKey,
})

export const aliasSpec = z.strictObject({
  name: localPart,
  to: z
    .array(aliasTarget)
    .min(1, 'spec.aliasEmpty' satisfies MessageKey)
    .max(100, 'spec.aliasTooMany' satisfies MessageKey),
})
export type AliasSpec = z.infer<typeof aliasSpec>

export const dnsSpec = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('bind'),
    /** Resolvers that the server's BIND asks for foreign names; empty: it asks the root servers itself. */
    forwarders: z
      .array(
        ipAddress.refine((address) => !leadsNowhere(address), 'spec.addressNowhere' satisfies MessageKey),
      )
      .max(8, 'spec.forwardersTooMany' satisfies MessageKey)
      .default([]),
    /** The server resolves through its own BIND, as the tutorial's nmcli step does. */
    useForServer: z.boolean().default(true),
  }),
  z.strictObject({ provider: z.literal('manual') }),
])

const cidr = z
  .union([z.cidrv4(), z.cidrv6()], { error: 'spec.networkInvalid' satisfies MessageKey })
  .refine((network) => !hasHostBits(network), 'spec.networkHostBits' satisfies MessageKey)
  // Whoever is in it may send to anybody without a login.
  .refine((network) => !isWiderThanPrivate(network), 'spec.networkTooWide' satisfies MessageKey)

export const serverSpec = z
  .strictObject({
    domain: domainName,
    hostname: hostName,
    /** The server's address in DNS; default: the address that is connected to. */
    address: ipAddress
      .refine(
        (address) => !leadsNowhere(address) && !isLoopback(address),
        'spec.addressNowhere' satisfies MessageKey,
      )
      .optional(),
    dns: dnsSpec.default({ provider: 'bind', forwarders: [], useForServer: true }),
    accounts: z
      .enum(['virtual', 'system'], { error: 'spec.accountsInvalid' satisfies MessageKey })
      .default('virtual'),
    mailboxes: z
      .array(mailboxSpec)
      .max(1000, 'spec.mailboxesTooMany' satisfies MessageKey)
      .default([]),
    aliases: z
      .array(aliasSpec)
      .max(1000, 'spec.aliasesTooMany' satisfies MessageKey)
      .default([]),
    /** `tls`: credentials only under TLS. `tutorial`: the tutorial's open lab, plaintext from the trusted networks. */
    access: z.enum(['tls', 'tutorial'], { error: 'spec.accessInvalid' satisfies MessageKey }).default('tls'),
    trustedNetworks: z
      .array(cidr)
      .max(16, 'spec.networksTooMany' satisfies MessageKey)
      .default([]),
    /** Files that were changed by hand on the server and shall stay so: their text goes before what the rest says. */
    keep: z
      .array(keptFile)
      .max(64, 'spec.keepTooMany' satisfies MessageKey)
      .optional(),
  })
  .superRefine((spec, context) => {
    const refuse = (path: (string | number)[], key: MessageKey) => {
      context.addIssue({ code: 'custom', path, message: key })
    }
    // A name that is none is told by itself.
    const areNames = isDomainName(spec.domain) && isDomainName(spec.hostname)
    if (areNames && !spec.hostname.endsWith(`.${spec.domain}`)) refuse(['hostname'], 'spec.hostnameOutside')
    refuseDuplicateNames(spec, refuse)
    refuseLoops(spec, refuse)
    spec.keep?.forEach(({ path }, index, all) => {
      if (all.findIndex((kept) => kept.path === path) < index)
        refuse(['keep', index, 'path'], 'spec.keepTwice')
    })
    spec.mailboxes.forEach((mailbox, index) => {
      if (reservedMailboxNames.has(mailbox.name)) refuse(['mailboxes', index, 'name'], 'spec.nameReserved')
      if (spec.accounts === 'system') {
        const key = systemUserName.safeParse(mailbox.name).error?.issues[0]?.message
        if (key !== undefined) refuse(['mailboxes', index, 'name'], key as MessageKey)
      }
    })
    if (spec.access === 'tutorial' && spec.trustedNetworks.length === 0)
      refuse(['trustedNetworks'], 'spec.networksMissing')
  })

/** A mail server as the user wishes it: the one description of which every plan is a function. */
export type ServerSpec = z.infer<typeof serverSpec>
/** The same before defaults are filled in, as it is written in YAML or in the wizard. */
export type ServerSpecInput = z.input<typeof serverSpec>

/** Postfix gives mail back that goes round in circles from alias to alias (virtual(5)). */
function refuseLoops(
  spec: { domain: string; mailboxes: readonly MailboxSpec[]; aliases: readonly AliasSpec[] },
  refuse: (path: (string | number)[], key: MessageKey) => void,
): void {
  const own = `@${spec.domain}`
  const isMailbox = (name: string) => spec.mailboxes.some((mailbox) => mailbox.name === name)
  const aliases = spec.aliases.filter(({ name }) => !isMailbox(name))
  const bare = (target: string) => {
    const lower = target.toLowerCase()
    return lower.endsWith(own) ? lower.slice(0, -own.length) : lower
  }
  const targets = new Map(aliases.map(({ name, to }) => [name, to.map(bare)]))
  spec.aliases.forEach(({ name }, index) => {
    const seen = new Set<string>()
    const waiting = [...(targets.get(name) ?? [])]
    for (let next = waiting.pop(); next !== undefined && !seen.has(name); next = waiting.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      waiting.push(...(targets.get(next) ?? []))
    }
    if (seen.has(name)) refuse(['aliases', index, 'to'], 'spec.aliasLoop')
  })
}

function refuseDuplicateNames(
  spec: { mailboxes: readonly { name: string }[]; aliases: readonly { name: string }[] },
  refuse: (path: (string | number)[], key: MessageKey) => void,
): void {
  const seen = new Set<string>()
  const look = (list: 'mailboxes' | 'aliases') => {
    spec[list].forEach(({ name }, index) => {
      if (seen.has(name)) refuse([list, index, 'name'], 'spec.nameTwice')
      seen.add(name)
    })
  }
  look('mailboxes')
  look('aliases')
}
