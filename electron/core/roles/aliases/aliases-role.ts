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
    const { text, replaced } = wishedAliases(factText(facts, path), localAliases(spec))
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
          ...(replaced.length === 0
            ? {}
            : { warnings: replaced.map((entry) => message('roles.aliasReplacedWarning', entry)) }),
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
