import { message } from '#shared/message.ts'
import type { Wish } from '#core/plan/resource.ts'
import { addressAliases, roleAddresses, wholeAddress, type AddressAlias } from '../addresses.ts'
import { factText } from '../fact-text.ts'
import type { CompleteSpec, Role, RoleInput } from '../role.ts'
import { wishedAliases } from './aliases-file.ts'
import { aliasTable, type AliasTable } from '../postfix/alias-table.ts'
import { databaseSuffixes } from '../postfix/database-suffixes.ts'
import { presentMainCf } from '../postfix/present-main-cf.ts'
import { lacksType } from '../postfix/unusable-maps.ts'

const roleNames = new Set<string>(roleAddresses)

/** The aliases of the system: mail to root and the role addresses reaches a person. */
export const aliasesRole: Role = {
  name: 'aliases',
  footprint: (_spec, platform) => ({
    paths: [
      platform.aliasesFile,
      ...[...new Set(Object.values(databaseSuffixes))].map((suffix) => `${platform.aliasesFile}${suffix}`),
    ],
  }),
  wish: (input: RoleInput) => {
    const { spec, platform, facts } = input
    const { adopted, parameters } = presentMainCf(input)
    const table = aliasTable(adopted ? parameters : new Map(), platform)
    const path = platform.aliasesFile
    const mailboxes = spec.accounts === 'system' ? spec.mailboxes.map(({ name }) => name) : []
    const { text, replaced, redirected } = wishedAliases(factText(facts, path), localAliases(spec), mailboxes)
    const warnings = [
      ...replaced.map((entry) => message('roles.aliasReplacedWarning', entry)),
      ...redirected.map((entry) => message('roles.mailboxRedirectedWarning', entry)),
    ]
    return {
      resources: [
        {
          kind: 'file',
          id: `file:${path}`,
          group: 'postfix',
          title: message('roles.aliasesTitle'),
          reason: message(
            spec.accounts === 'system' ? 'roles.aliasesSystemReason' : 'roles.aliasesVirtualReason',
          ),
          path,
          content: text,
          mode: 0o644,
          owner: 'root',
          ownerGroup: 'root',
          language: 'properties',
          warnings,
        },
        {
          kind: 'derived',
          id: `derived:${table.database}`,
          group: 'postfix',
          title: message('roles.aliasesDatabaseTitle'),
          reason: message('roles.aliasesDatabaseReason'),
          path: table.database,
          from: path,
          command: table.command,
        },
      ],
      notices: missingType(table, input),
    }
  },
}

/** Without the type, the database could not be made and all of Postfix would go back. */
function missingType({ type, element }: AliasTable, { facts, platform }: RoleInput): Wish['notices'] {
  const lacking = platform.postfix.tablePackages[type]
  if (lacking === undefined || facts.maps === undefined || !lacksType(type, facts.maps.types)) return []
  return [
    {
      blocking: true,
      message: message('roles.noticeAliasTypeMissing', { map: element, type, package: lacking }),
    },
  ]
}

/** With virtual mailboxes the aliases are in Postfix's own table; here the role addresses only lead to it. */
function localAliases(spec: CompleteSpec): readonly AddressAlias[] {
  const aliases = addressAliases(spec)
  if (spec.accounts === 'system') return aliases
  return aliases
    .filter(({ name }) => roleNames.has(name))
    .map(({ name }) => ({ name, targets: [wholeAddress(name, spec.domain)], origin: 'role' }))
}
