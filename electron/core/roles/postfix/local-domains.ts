import type { RoleInput } from '../role.ts'
import { foreignTables } from './foreign-tables.ts'
import { domainOf, elementsOf, parameterNamed, withParameter } from './main-cf.ts'
import { presentMainCf } from './present-main-cf.ts'

/**
 * The domains whose mail Postfix takes for users of the system (mydestination), before and after a run the same: the one of the
 * description first, then those that somebody else's main.cf names, in the alphabet's order.
 */
export function localDomains(input: RoleInput): readonly string[] {
  const { spec, platform, facts } = input
  const { adopted, parameters } = presentMainCf(input)
  const former = { myhostname: parameters.get('myhostname'), mydomain: domainOf(parameters) }
  const names = new Set(['myhostname', 'mydomain'])
  const others = new Map([...parameters].filter(([name]) => !names.has(name)))
  const elements = adopted ? elementsOf(others, 'mydestination') : []
  const named = elements.flatMap((element) => {
    const word = parameterNamed(element)
    if (word === 'myhostname' || word === 'mydomain') return former[word]?.includes('.') ? [former[word]] : []
    // What is made of a name has the new one from now on.
    return [withParameter(withParameter(element, 'mydomain', spec.domain), 'myhostname', spec.hostname)]
  })
  const listed = foreignTables(facts, platform, 'mydestination').readable.flatMap(({ rows }) => [
    ...rows.keys(),
  ])
  const all = [spec.hostname, 'localhost', `localhost.${spec.domain}`, ...named, ...listed]
    .map((name) => name.toLowerCase())
    .filter((name) => /^[a-z0-9.-]+$/.test(name) && name !== spec.domain)
  return [spec.domain, ...[...new Set(all)].sort()]
}
