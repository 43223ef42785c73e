import { message } from '#shared/message.ts'
import { addressAliases, roleAddresses, wholeAddress } from '../addresses.ts'
import type { AddressAlias } from '../addresses.ts'
import { factText } from '../fact-text.ts'
import type { CompleteSpec, Role, RoleInput } from '../role.ts'
import { wishedAliases } from './aliases-file.ts'

const databaseSuffix: Readonly<Record<string, string>> = { hash: '.db', btree: '.db', lmdb: '.lmdb' }

const roleNames = new Set<string>(roleAddresses)

/** The aliases of the system: mail to root and the role addresses reaches a person. */
export const aliasesRole: Role = {
  name: 'aliases',
  footprint: (_spec, platform) => ({ paths: [platform.aliasesFile, databasePath(platform)] }),
  wish: ({ spec, platform, facts }: RoleInput) => {
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
          ...(warnings.length === 0 ? {} : { warnings }),
        },
        {
          kind: 'derived',
          id: `derived:${databasePath(platform)}`,
          group: 'postfix',
          title: message('roles.aliasesDatabaseTitle'),
          reason: message('roles.aliasesDatabaseReason'),
          path: databasePath(platform),
          from: path,
          command: ['newaliases'],
        },
      ],
    }
  },
}

function databasePath({ aliasesFile, postfix }: RoleInput['platform']): string {
  return `${aliasesFile}${databaseSuffix[postfix.tableType] ?? '.db'}`
}

/** With virtual mailboxes the aliases are in Postfix's own table; here the role addresses only lead to it. */
function localAliases(spec: CompleteSpec): readonly AddressAlias[] {
  const aliases = addressAliases(spec)
  if (spec.accounts === 'system') return aliases
  return aliases
    .filter(({ name }) => roleNames.has(name))
    .map(({ name }) => ({ name, targets: [wholeAddress(name, spec.domain)], origin: 'role' }))
}
