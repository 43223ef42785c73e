import { listMessage } from '#shared/list-message.ts'
import { message, type Message } from '#shared/message.ts'
import type { Wish } from '#core/plan/resource.ts'
import { addressAliases, wholeAddress } from '../addresses.ts'
import type { RoleInput } from '../role.ts'
import { foreignRow, foreignTables, type ForeignRow, type ForeignTables } from './foreign-tables.ts'
import { lmtp } from './main-parameters.ts'
import { presentMainCf } from './present-main-cf.ts'
import { lacksType } from './unusable-maps.ts'

/** Where tables of others say something else of the addresses of the description, and what is done about it. */
export interface TableConflicts {
  /** Mailboxes that must be said to be their own target, before others send their mail elsewhere. */
  readonly identities: readonly string[]
  /** Role addresses without the domain that others answer already: they are left to them. */
  readonly answered: ReadonlySet<string>
  /** Keys of transport(5) that need our way, as others have another one for them. */
  readonly routes: readonly string[]
  readonly aliasWarnings: readonly Message[]
  readonly mailboxWarnings: readonly Message[]
  readonly routeWarnings: readonly Message[]
  readonly notices: Wish['notices']
}

/** Compares the tables that the present main.cf names with the description. */
export function tableConflicts(input: RoleInput): TableConflicts {
  const aliases = aliasConflicts(input)
  const routes = routeConflicts(input)
  const mailboxes =
    input.spec.accounts === 'virtual' && !isServedByDovecot(input)
      ? foreignTables(input.facts, input.platform, 'virtual_mailbox_maps')
      : none
  return {
    ...aliases,
    routes: routes.keys,
    mailboxWarnings: strangeMailboxes(input, mailboxes),
    routeWarnings: routes.warnings,
    notices: [
      ...aliases.notices,
      ...domainConflicts(input),
      ...opaqueNotices(input, 'roles.noticeTablesOpaque', [...aliases.opaque, ...routes.opaque]),
      ...opaqueNotices(input, 'roles.noticeMailboxTablesOpaque', mailboxes.opaque),
    ],
  }
}

/** Then other mailboxes go on as before, whatever the tables name. */
function isServedByDovecot(input: RoleInput): boolean {
  return presentMainCf(input).parameters.get('virtual_transport') === lmtp
}

const none: ForeignTables = { readable: [], opaque: [] }

function soft(text: Message): Wish['notices'][number] {
  return { blocking: false, message: text }
}

function opaqueNotices(
  { spec, facts }: RoleInput,
  key: 'roles.noticeTablesOpaque' | 'roles.noticeMailboxTablesOpaque',
  opaque: readonly string[],
): Wish['notices'] {
  // What cannot be asked at all is told by itself.
  const asked = opaque.filter((element) => {
    const type = /^(?:proxy:)?([a-z]+):/.exec(element)?.[1] ?? ''
    return facts.maps === undefined || !lacksType(type, facts.maps.types)
  })
  if (asked.length === 0) return []
  const names = listMessage([...new Set(asked)])
  return [soft(message(key, { names, domain: spec.domain }))]
}

function aliasConflicts(
  input: RoleInput,
): Pick<TableConflicts, 'identities' | 'answered' | 'aliasWarnings' | 'notices'> &
  Pick<ForeignTables, 'opaque'> {
  const { spec, facts, platform } = input
  const { readable, opaque } = foreignTables(facts, platform, 'virtual_alias_maps')
  const row = (name: string) => foreignRow(readable, [`${name}@${spec.domain}`, name])
  const says = (found: ForeignRow | null, targets: readonly string[]) =>
    found === null || targets.every((target) => targetsOf(found, spec).includes(target))
  const wished = [
    ...spec.mailboxes.map(({ name }) => ({ name, targets: [`${name}@${spec.domain}`], origin: 'spec' })),
    ...addressAliases(spec).map(({ name, targets, origin }) => ({
      name,
      targets: targets.map((target) => wholeAddress(target, spec.domain)),
      origin,
    })),
  ]
  const differing = wished.flatMap(({ name, targets, origin }) => {
    const found = row(name)
    return found === null || says(found, targets) ? [] : [{ name, found, origin }]
  })
  const contradicted = differing
    .filter(({ origin }) => origin === 'spec')
    .map(({ name, found }) => ({ address: `${name}@${spec.domain}`, before: found.value, path: found.path }))
  const all = foreignRow(readable, [`@${spec.domain}`])
  const isVirtual = spec.accounts === 'virtual'
  return {
    opaque,
    // A row of others that sends a copy elsewhere and the mail to the mailbox stays as it is.
    identities:
      isVirtual && readable.length + opaque.length > 0
        ? spec.mailboxes
            .map(({ name }) => name)
            .filter((name) => row(name) === null || differing.some((entry) => entry.name === name))
        : [],
    answered: new Set(differing.filter(({ origin }) => origin === 'role').map(({ name }) => name)),
    aliasWarnings: isVirtual
      ? contradicted.map((entry) => message('roles.tableRowReplacedWarning', entry))
      : [],
    notices: [
      ...(isVirtual ? [] : contradicted.map((entry) => soft(message('roles.noticeTableRowCounts', entry)))),
      ...(all === null
        ? []
        : [
            soft(message('roles.noticeCatchAll', { domain: spec.domain, target: all.value, path: all.path })),
          ]),
    ],
  }
}

/** Beside virtual mailboxes a target without a domain is a user of the system, and none of them. */
function targetsOf({ value }: ForeignRow, { accounts, domain }: RoleInput['spec']): readonly string[] {
  return value
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((target) => target !== '')
    .map((target) => (accounts === 'virtual' ? target : wholeAddress(target, domain)))
}

/** Addresses of the domain that others have set up as mailboxes and the description does not name. */
function strangeMailboxes({ spec }: RoleInput, { readable }: ForeignTables): readonly Message[] {
  const named = new Set(
    [...spec.mailboxes, ...addressAliases(spec)].map(({ name }) => `${name}@${spec.domain}`),
  )
  return readable.flatMap(({ path, rows }) =>
    [...rows.keys()]
      .filter((key) => key.endsWith(`@${spec.domain}`) && !named.has(key))
      .map((address) => message('roles.mailboxElsewhereWarning', { address, path })),
  )
}

function routeConflicts({ spec, facts, platform }: RoleInput): {
  keys: readonly string[]
  warnings: readonly Message[]
  opaque: readonly string[]
} {
  const { readable, opaque } = foreignTables(facts, platform, 'transport_maps')
  const labels = spec.domain.split('.')
  const parents = labels.slice(1).map((_, index) => `.${labels.slice(index + 1).join('.')}`)
  const whole = foreignRow(readable, [spec.domain, ...parents, '*'])
  const single = spec.mailboxes.map(({ name }) => foreignRow(readable, [`${name}@${spec.domain}`]))
  // An empty way, or `:`, changes nothing (transport(5)).
  const rows = [whole === null ? null : { ...whole, key: spec.domain }, ...single].filter(
    (row) => row !== null && !/^:?$/.test(row.value),
  )
  const keys = [
    ...new Set([...rows.flatMap((row) => row?.key ?? []), ...(opaque.length > 0 ? [spec.domain] : [])]),
  ]
  return {
    keys,
    opaque,
    warnings: rows.flatMap((row) =>
      row === null
        ? []
        : [message('roles.routeReplacedWarning', { address: row.key, before: row.value, path: row.path })],
    ),
  }
}

/** A domain that a table puts on a list which Postfix asks before ours: it cannot stand in both (postconf(5)). */
function domainConflicts({ spec, facts, platform }: RoleInput): Wish['notices'] {
  const { parameters: present } = presentMainCf({ facts, platform })
  // Without a list of its own, the keys of the alias tables are the domains (postconf(5), virtual_alias_domains).
  const aliasDomains = present.has('virtual_alias_domains') ? 'virtual_alias_domains' : 'virtual_alias_maps'
  const first = spec.accounts === 'virtual' ? ['mydestination'] : ['virtual_mailbox_domains']
  return [...first, aliasDomains].flatMap((list) => {
    const row = foreignRow(foreignTables(facts, platform, list).readable, [spec.domain])
    return row === null
      ? []
      : [
          {
            blocking: true,
            message: message('roles.noticeDomainInTable', { domain: spec.domain, list, path: row.path }),
          },
        ]
  })
}
