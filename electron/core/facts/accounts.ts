import type { GroupFact, UserFact } from './host-facts.ts'

/** Lines of passwd(5) and shadow(5). */
export function readUsers(passwd: readonly string[], shadow: readonly string[]): Map<string, UserFact> {
  const hashes = new Map(
    shadow.map((line) => line.split(':')).map(([name = '', hash]) => [name, hash ?? null]),
  )
  const users = new Map<string, UserFact>()
  for (const line of passwd) {
    const [name = '', , uid = '', gid = '', comment = '', home = '', shell = ''] = line.split(':')
    if (name === '' || !/^\d+$/.test(uid) || !/^\d+$/.test(gid)) continue
    const passwordHash = hashes.get(name) ?? null
    users.set(name, { uid: Number(uid), gid: Number(gid), comment, home, shell, passwordHash })
  }
  return users
}

/** Lines of group(5). */
export function readGroups(lines: readonly string[]): Map<string, GroupFact> {
  const groups = new Map<string, GroupFact>()
  for (const line of lines) {
    const [name = '', , gid = '', members = ''] = line.split(':')
    if (name === '' || !/^\d+$/.test(gid)) continue
    groups.set(name, { gid: Number(gid), members: members.split(',').filter((member) => member !== '') })
  }
  return groups
}
