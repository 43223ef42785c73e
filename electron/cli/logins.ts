import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { Secret } from '#shared/secret.ts'
import type { SshAuth } from '#core/ssh/target.ts'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { StdinSecrets } from './stdin-secrets.ts'

/** The keys ssh(1) tries by itself, in its order of preference. */
const defaultKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa']

/** What was given on the command line to log in with. */
export interface LoginWish {
  readonly identity: string | undefined
  readonly secrets: StdinSecrets
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home?: string
}

/**
 * The ways to log in, in the order in which they are tried: the password or the key that was given; otherwise the SSH
 * agent, then the keys in ~/.ssh. Empty where there is none; identityUnreadable where the given key cannot be read.
 */
export async function loginsOf(wish: LoginWish): Promise<SshAuth[]> {
  const { identity, secrets, env } = wish
  const logins: SshAuth[] = []
  if (identity !== undefined) logins.push(await keyLogin(identity, secrets.passphrase ?? null))
  if (secrets.password) logins.push({ kind: 'password', password: secrets.password })
  if (logins.length > 0) return logins
  const socket = env['SSH_AUTH_SOCK']
  if (socket) logins.push({ kind: 'agent', socket })
  const directory = join(wish.home ?? homedir(), '.ssh')
  const keys = await Promise.all(
    defaultKeys.map((name) => keyLogin(join(directory, name), secrets.passphrase ?? null).catch(() => null)),
  )
  return [...logins, ...keys.filter((login) => login !== null)]
}

async function keyLogin(file: string, passphrase: Secret | null): Promise<SshAuth> {
  try {
    return { kind: 'key', privateKey: new Secret(await readFile(file, 'utf8')), passphrase }
  } catch (error) {
    throw fail('identityUnreadable', { file, detail: readProblem(error) }, { cause: error })
  }
}

/** Why a file could not be read, by its error code (errno(3)). */
export function readProblem(error: unknown): ReturnType<typeof message> {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return message('cli.fileMissing')
  if (code === 'EACCES' || code === 'EPERM') return message('cli.fileForbidden')
  if (code === 'EISDIR') return message('cli.fileIsDirectory')
  return message('cli.fileUnreadable', { code: String(code) })
}
