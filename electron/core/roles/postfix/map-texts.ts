import { addressAliases, mailboxesBehind, wholeAddress } from '../addresses.ts'
import { ownHeader } from '../own-text.ts'
import type { CompleteSpec } from '../role.ts'

/** virtual_mailbox_maps: the addresses that have a mailbox; `kept` are ones that somebody else set up in the domain. */
export function mailboxMap(spec: CompleteSpec, kept: readonly string[]): string {
  const addresses = [...spec.mailboxes.map(({ name }) => `${name}@${spec.domain}`), ...kept]
  return table(
    'Addresses with a mailbox.',
    addresses.map((address) => [address, 'OK']),
  )
}

/** virtual_alias_maps: where mail for an alias goes. */
export function aliasMap(spec: CompleteSpec): string {
  const rows = addressAliases(spec).map(({ name, targets }): [string, string] => [
    `${name}@${spec.domain}`,
    targets.map((target) => wholeAddress(target, spec.domain)).join(', '),
  ])
  return table('Aliases: what is sent to the left goes to the right.', rows)
}

/** transport_maps: the way of the domain's mail, where the rest takes another one. */
export function transportMap({ domain }: CompleteSpec, way: string): string {
  return table('The way of mail for a domain, where virtual_transport is for others.', [[domain, way]])
}

/** smtpd_sender_login_maps: who may send under an address, by login name; behind an alias those who receive it. */
export function senderMap(spec: CompleteSpec, kept: readonly string[]): string {
  const login = (name: string) => (spec.accounts === 'virtual' ? `${name}@${spec.domain}` : name)
  const own = spec.mailboxes.map(({ name }): [string, string] => [`${name}@${spec.domain}`, login(name)])
  const others = kept.map((address): [string, string] => [address, address])
  const aliases = addressAliases(spec).flatMap(({ name }): [string, string][] => {
    const owners = mailboxesBehind(spec, name)
    return owners.length === 0 ? [] : [[`${name}@${spec.domain}`, owners.map(login).join(', ')]]
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
