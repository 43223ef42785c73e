import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerSpecInput } from '#shared/model/server-spec.ts'
import type { LabServer } from '#test/lab/support/lab-server.ts'
import { passwordLines, type Accounts } from './bench-spec.ts'

/** Ids of resources, `kind:name`. */
type Ids = readonly string[]

const namesOf = (ids: Ids, ...kinds: readonly string[]): string[] =>
  ids.flatMap((id) => (kinds.includes(id.split(':')[0] ?? '') ? [id.slice(id.indexOf(':') + 1)] : []))

async function script(name: string, marks: Readonly<Record<string, string>>): Promise<string> {
  let text = await readFile(join(import.meta.dirname, name), 'utf8')
  for (const [mark, value] of Object.entries(marks)) text = text.replaceAll(`@${mark}@`, () => value)
  return text
}

async function told(server: LabServer, command: string, stdin?: string): Promise<string> {
  const result = await server.run(command, stdin === undefined ? {} : { stdin })
  if (result.code !== 0) throw new Error(result.stderr)
  return result.stdout.trimEnd()
}

/** by-hand.sh with the files that a first run changed on a server, as they are after it. */
export async function firstRunScript(
  server: LabServer,
  spec: ServerSpecInput,
  changed: Ids,
): Promise<string> {
  const paths = namesOf(changed, 'file').map((path) => path.slice(1))
  return script('by-hand.sh', {
    ACCOUNTS: spec.accounts ?? 'virtual',
    FILES: await told(server, 'tar -cz -C / -T - | base64', paths.join('\n')),
    PASSWORDS: passwordLines(spec),
  })
}

/** check-by-hand.sh for a server that is as the description wishes. */
export async function checkScript(server: LabServer, spec: ServerSpecInput, satisfied: Ids): Promise<string> {
  // The passwords are looked at one by one, as somebody knows them who does not know the salts.
  const files = namesOf(satisfied, 'file').filter((path) => path !== '/etc/dovecot/users')
  const paths = namesOf(satisfied, 'file', 'directory')
  return script('check-by-hand.sh', {
    ACCOUNTS: spec.accounts ?? 'virtual',
    SUMS: await told(server, `sha256sum ${files.join(' ')}`),
    PATHS: paths.join(' '),
    MODES: await told(server, `stat -c '%a %U:%G %n' ${paths.join(' ')}`),
    PASSWORDS: passwordLines(spec),
  })
}

/** alias-by-hand.sh for one alias. */
export function aliasScript(accounts: Accounts, alias: string): Promise<string> {
  return script('alias-by-hand.sh', { ACCOUNTS: accounts, ALIAS: alias })
}
