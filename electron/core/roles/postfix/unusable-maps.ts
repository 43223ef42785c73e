import { listMessage } from '#shared/list-message.ts'
import { message } from '#shared/message.ts'
import type { Wish } from '#core/plan/resource.ts'
import { factText } from '../fact-text.ts'
import type { RoleInput } from '../role.ts'
import { aliasTable } from './alias-table.ts'
import { databaseSuffixes } from './database-suffixes.ts'
import { mapPaths } from './main-parameters.ts'
import { namedMaps, type NamedMap } from './named-maps.ts'
import { presentMainCf } from './present-main-cf.ts'

const readAsText = new Set([
  ...['texthash', 'regexp', 'pcre', 'cidr'],
  ...['ldap', 'mysql', 'pgsql', 'sqlite', 'mongodb'],
])

/** Types that a Postfix may lack: it has them from packages of their own, or was built without. */
const optional = new Set([
  'ldap',
  'mysql',
  'pgsql',
  'sqlite',
  'mongodb',
  'pcre',
  'lmdb',
  'cdb',
  'dbm',
  'sdbm',
])

/**
 * The tables of the present configuration that Postfix cannot ask, so that mail which depends on them waits, each with what to
 * do about it. Not blocking: so it is already, and the mail is not lost.
 */
export function unusableMaps(input: RoleInput): Wish['notices'] {
  const { facts, platform } = input
  const { maps } = facts
  const main = presentMainCf(input)
  if (maps === undefined || main.text === null) return []
  const aliases = aliasTable(main.parameters, platform)
  const made = new Set<string>([...Object.values(mapPaths(platform)), platform.aliasesFile])
  const masterCf = factText(facts, `${platform.postfix.directory}/master.cf`) ?? ''
  const named = namedMaps(main.parameters, masterCf, platform.postfix.directory)
  const places = new Map<string, { map: NamedMap; places: string[] }>()
  for (const map of named) {
    const key = `${map.type}:${map.name}`
    const entry = places.get(key) ?? { map, places: [] }
    places.set(key, { ...entry, places: [...new Set([...entry.places, map.place])] })
  }
  return [...places].flatMap(([name, { map, places: all }]) => {
    const told = { map: name, places: listMessage(all) }
    if (lacksType(map.type, maps.types)) {
      // Of this one the database is made here, so that it forbids the plan.
      if (map.name === platform.aliasesFile && map.type === aliases.type) return []
      const lacking = platform.postfix.tablePackages[map.type]
      return [
        lacking === undefined
          ? soft(message('roles.noticeMapTypeUnknown', { ...told, type: map.type }))
          : soft(message('roles.noticeMapTypeMissing', { ...told, type: map.type, package: lacking })),
      ]
    }
    const reason = maps.failing?.get(name)
    if (reason !== undefined)
      return [
        soft(
          reason === 'timeout'
            ? message('roles.noticeMapSilent', told)
            : message('roles.noticeMapFailing', { ...told, reason }),
        ),
      ]
    const file = map.onDemand || made.has(map.name) ? null : fileOf(map)
    const command = `${/(^|\s)alias_(maps|database)$/.test(all[0] ?? '') ? 'postalias' : 'postmap'} ${name}`
    if (file !== null && maps.outdated?.has(file) === true)
      return [soft(message('roles.noticeMapOutdated', { ...told, file, command }))]
    if (file === null || maps.files.has(file)) return []
    if (!maps.files.has(map.name))
      return [soft(message('roles.noticeMapFileMissing', { ...told, file: map.name }))]
    return [soft(message('roles.noticeMapDatabaseMissing', { ...told, file, command }))]
  })
}

/** Whether Postfix cannot ask tables of a type, by what it says that it can. */
export function lacksType(type: string, types: readonly string[]): boolean {
  return optional.has(type) && !types.includes(type)
}

/** What has to be there for a table to be asked; null where that is no file, or one that was not looked for. */
function fileOf({ type, name }: NamedMap): string | null {
  if (!/^\/[\w.@+/-]+$/.test(name)) return null
  const suffix = databaseSuffixes[type]
  if (suffix !== undefined) return `${name}${suffix}`
  return readAsText.has(type) ? name : null
}

function soft(text: ReturnType<typeof message>): Wish['notices'][number] {
  return { blocking: false, message: text }
}
