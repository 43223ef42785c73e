import { globShape } from '#core/facts/glob.ts'
import type { HostFacts } from '#core/facts/host-facts.ts'
import type { Platform } from '#core/platform/platform.ts'
import { factText } from '../fact-text.ts'
import { lastNamed, parseNamedConf, type NamedStatement } from './named-conf.ts'

/** What the present configuration of BIND is made of. */
export interface BindFiles {
  /** Text and statements by path; only files that exist. */
  readonly files: ReadonlyMap<
    string,
    { readonly text: string; readonly statements: readonly NamedStatement[] }
  >
  /** Files whose text cannot be understood. */
  readonly unreadable: readonly string[]
  /** Where the options are, or shall be written. */
  readonly optionsFile: string
  /** Where a new zone is named. */
  readonly zonesFile: string
}

/** Reads the main file and all that it includes, as far as the facts hold them. */
export function bindFiles(facts: HostFacts, platform: Platform): BindFiles {
  const { mainFile, optionsFile, zonesFile } = platform.bind
  const files = new Map<string, { text: string; statements: readonly NamedStatement[] }>()
  const unreadable: string[] = []
  const read = (path: string) => {
    const text = factText(facts, path)
    if (text === null || files.has(path) || unreadable.includes(path)) return
    // Lists of paths are lists of lines.
    const statements = /\p{Cc}/u.test(path) ? null : parseNamedConf(text)
    if (statements === null) {
      unreadable.push(path)
      return
    }
    files.set(path, { text, statements })
    includesOf(statements, platform, facts).forEach(read)
  }
  read(mainFile)
  // Without a main file the package is not there yet: its own one will include these two.
  const reached = (path: string) => !files.has(mainFile) || path === mainFile || isIncluded(path)
  const isIncluded = (path: string) =>
    [...files.values()].some(({ statements }) => includesOf(statements, platform, facts).includes(path))
  if (!files.has(mainFile)) [optionsFile, zonesFile].forEach(read)
  const withOptions = [...files].find(
    ([, { statements }]) => lastNamed(statements, 'options') !== undefined,
  )?.[0]
  return {
    files,
    unreadable,
    optionsFile: withOptions ?? (reached(optionsFile) ? optionsFile : mainFile),
    zonesFile: reached(zonesFile) ? zonesFile : mainFile,
  }
}

function includesOf(
  statements: readonly NamedStatement[],
  platform: Platform,
  { files }: HostFacts,
): readonly string[] {
  return (
    statements
      .filter(({ words }) => words[0]?.toLowerCase() === 'include')
      .map(({ words }) => absolutePath(words[1] ?? '', platform.bind.configDirectory))
      // Since BIND 9.18 an include may be a pattern of glob(7).
      .flatMap((path) => {
        const shape = /[*?]/.test(path) ? globShape(path) : null
        return shape === null ? [path] : [...files.keys()].filter((each) => shape.test(each)).sort()
      })
  )
}

/** A path against a directory where it is relative. */
export function absolutePath(path: string, directory: string): string {
  return path.startsWith('/') ? path : `${directory}/${path}`
}

/** The statement of the zone and the file that it stands in. */
export function zoneStatement(
  files: BindFiles['files'],
  domain: string,
): { readonly path: string; readonly statement: NamedStatement } | null {
  for (const [path, { statements }] of files) {
    const statement = statements.find(
      ({ words }) =>
        words[0]?.toLowerCase() === 'zone' && words[1]?.replace(/\.$/, '').toLowerCase() === domain,
    )
    if (statement !== undefined) return { path, statement }
  }
  return null
}
