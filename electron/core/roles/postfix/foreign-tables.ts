import type { HostFacts } from '#core/facts/host-facts.ts'
import type { Platform } from '#core/platform/platform.ts'
import { factText } from '../fact-text.ts'
import { stretchesOf } from './logical-lines.ts'
import { elementsOf } from './main-cf.ts'
import { mapPaths } from './main-parameters.ts'
import { withDirectory } from './named-maps.ts'
import { presentMainCf } from './present-main-cf.ts'

/** A lookup table of somebody else's: what it says by key (postmap(1)), keys in lower case. */
export interface ForeignTable {
  readonly path: string
  readonly rows: ReadonlyMap<string, string>
}

/** The tables of others that a parameter of the present main.cf names. */
export interface ForeignTables {
  readonly readable: readonly ForeignTable[]
  /** As main.cf names them: tables of a kind, or in a place, that cannot be looked into. */
  readonly opaque: readonly string[]
}

const asText = /^(?:(?:hash|btree|cdb|dbm|lmdb|sdbm|texthash):)?(\/.+)$/

/** Reads them as far as the facts hold them; none where main.cf is our own, which names ours alone. */
export function foreignTables(facts: HostFacts, platform: Platform, parameter: string): ForeignTables {
  const main = presentMainCf({ facts, platform })
  if (!main.adopted) return { readable: [], opaque: [] }
  const own = new Set<string>(Object.values(mapPaths(platform)))
  const readable: ForeignTable[] = []
  const opaque: string[] = []
  for (const element of elementsOf(main.parameters, parameter)) {
    if (!/[:/]/.test(element)) continue
    const named = withDirectory(element, platform.postfix.directory)
    const path = asText.exec(named)?.[1] ?? ''
    if (own.has(path)) continue
    const text = path === '' ? null : factText(facts, path)
    if (text === null) opaque.push(element)
    else readable.push({ path, rows: rowsOf(text) })
  }
  return { readable, opaque }
}

function rowsOf(text: string): ReadonlyMap<string, string> {
  const rows = stretchesOf(text).flatMap(({ kind, text: line }): [string, string][] => {
    const [, key = '', value = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? []
    return kind === 'logical' ? [[key.toLowerCase(), value]] : []
  })
  // Of equal keys postmap(1) takes the first.
  return new Map(rows.reverse())
}

/** What a table says, and which. */
export interface ForeignRow {
  readonly key: string
  readonly value: string
  readonly path: string
}

/** The row that Postfix finds first under these keys, which it tries one after the other in all tables (virtual(5)). */
export function foreignRow(tables: readonly ForeignTable[], keys: readonly string[]): ForeignRow | null {
  for (const key of keys)
    for (const { path, rows } of tables) {
      const value = rows.get(key)
      if (value !== undefined) return { key, value, path }
    }
  return null
}
