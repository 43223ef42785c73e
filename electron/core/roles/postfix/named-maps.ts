import { withParameter } from './main-cf.ts'
import { placedSettings } from './master-cf.ts'

/** A lookup table that a setting names as `type:name`. */
export interface NamedMap {
  /** The parameter of main.cf, or `service -o parameter` of master.cf. */
  readonly place: string
  readonly type: string
  /** A path for most types. */
  readonly name: string
  /** Postfix makes the database of this one itself, as of a cache. */
  readonly onDemand: boolean
}

/** The tables in the parameters of main.cf and the options of master.cf, also those inside of others such as `unionmap:{…}`. */
export function namedMaps(
  parameters: ReadonlyMap<string, string>,
  masterCf: string,
  directory: string,
): readonly NamedMap[] {
  return placedSettings(parameters, masterCf).flatMap(({ place, name, value }) =>
    [...withDirectory(value, directory).matchAll(table)].map(([, type = '', path = '']) => ({
      place,
      type,
      name: path,
      onDemand: cache.test(name),
    })),
  )
}

const table = /(?<![\w-])(?:proxy:)?([a-z]+):([^\s,{}()]*)/g
const cache = /_cache(_|$)|^address_verify_map$/

/** A value with the directory of the configuration in the place of its parameter. */
export function withDirectory(value: string, directory: string): string {
  return withParameter(value, 'config_directory', directory)
}
