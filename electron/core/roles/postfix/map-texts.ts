import { loginName } from '#shared/model/login-name.ts'
import { addressAliases, mailboxesBehind, wholeAddress } from '../addresses.ts'
import { ownHeader } from '../own-text.ts'
import type { CompleteSpec } from '../role.ts'
import type { TableConflicts } from './table-conflicts.ts'

/** virtual_mailbox_maps: the addresses that have a mailbox; `kept` are ones that somebody else set up in the domain. */
export function mailboxMap(spec: CompleteSpec, kept: readonly string[]): string {
  const addresses = [...spec.mailboxes.map(({ name }) => `${name}@${spec.domain}`), ...kept]
  return table(
    'Addresses with a mailbox.',
    addresses.map((address) => [address, 'OK']),
  )
}

/** virtual_alias_maps: where mail for an alias goes, and mail for mailboxes that others would send elsewhere. */
export function aliasMap(
  spec: CompleteSpec,
  { identities, answered }: Pick<TableConflicts, 'identities' | 'answered'>,
): string {
  const own = identities.map((name): [string, string] => [`${name}@${spec.domain}`, `${name}@${spec.domain}`])
  const aliases = addressAliases(spec)
    .filter(({ name, origin }) => origin === 'spec' || !answered.has(name))
    .map(({ name, targets }): [string, string] => [
      `${name}@${spec.domain}`,
      targets.map((target) => wholeAddress(target, spec.domain)).join(', '),
    ])
  const rows = [...own, ...aliases]
  return table('Aliases: what is sent to the left goes to the right.', rows)
}

/** transport_maps: the way of the domain's mail, and of single addresses, where the rest takes another one. */
export function transportMap(keys: readonly string[], way: string): string {
  return table(
    'The way of mail for a domain or an address, where others would take another one.',
    keys.map((key) => [key, way]),
  )
}

/** smtpd_sender_login_maps: who may send under an address, by login name; behind an alias those who receive it. */
export function senderMap(spec: CompleteSpec, kept: readonly string[]): string {
  const own = spec.mailboxes.map(({ name }): [string, string] => [
    `${name}@${spec.domain}`,
    loginName(spec, name),
  ])
  const others = kept.map((address): [string, string] => [address, address])
  const aliases = addressAliases(spec).flatMap(({ name }): [string, string][] => {
    const owners = mailboxesBehind(spec, name)
    return owners.length === 0
      ? []
      : [[`${name}@${spec.domain}`, owners.map((owner) => loginName(spec, owner)).join(', ')]]
  })
  return table('Who may send as whom: address on the left, logins on the right.', [
    ...own,
    ...others,
    ...aliases,
  ])
}

function table(comment: string, rows: readonly (readonly [string, string])[]): string {
  return `${ownHeader('#')}# ${comment}\n${rows.map(([key, value]) => `${key}\t${value}\n`).join('')}`
}
