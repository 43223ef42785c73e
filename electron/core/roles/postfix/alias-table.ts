import type { Platform } from '#core/platform/platform.ts'
import { databaseSuffixes } from './database-suffixes.ts'
import { elementsOf, withParameter } from './main-cf.ts'

/** How Postfix reads the aliases of the system. */
export interface AliasTable {
  readonly type: string
  /** As main.cf names it, e.g. `lmdb:/etc/aliases`. */
  readonly element: string
  /** The database that is made from the text. */
  readonly database: string
  /** Makes that database, and no other one that somebody else may have listed beside it. */
  readonly command: readonly [string, ...string[]]
}

type Parameters = ReadonlyMap<string, string>

/** The table as these parameters of main.cf have it, else one of the type that Postfix takes by itself. */
export function aliasTable(parameters: Parameters, platform: Platform): AliasTable {
  const { aliasesFile } = platform
  const usual = parameters.get('default_database_type') ?? platform.postfix.tableType
  const [named = { type: usual, element: `${usual}:${aliasesFile}` }] = [
    'alias_maps',
    'alias_database',
  ].flatMap((parameter) => tablesOf(parameters, parameter, aliasesFile, usual))
  const others = elementsOf(parameters, 'alias_database').filter((element) => element !== named.element)
  return {
    ...named,
    database: `${aliasesFile}${databaseSuffixes[named.type] ?? '.db'}`,
    command: others.length === 0 ? ['newaliases'] : ['postalias', `${named.type}:${aliasesFile}`],
  }
}

/** Whether newaliases(1) makes a database of the system's aliases already, of whatever type. */
export function makesAliases(parameters: Parameters, { aliasesFile, postfix }: Platform): boolean {
  return tablesOf(parameters, 'alias_database', aliasesFile, postfix.tableType).length > 0
}

function tablesOf(
  parameters: Parameters,
  parameter: string,
  file: string,
  usual: string,
): readonly { readonly type: string; readonly element: string }[] {
  return elementsOf(parameters, parameter).flatMap((element) => {
    const plain = withParameter(element, 'default_database_type', usual)
    const [, type = '', path = ''] = /^(?:proxy:)?([a-z]+):(.*)$/.exec(plain) ?? []
    return path === file && databaseSuffixes[type] !== undefined ? [{ type, element }] : []
  })
}
