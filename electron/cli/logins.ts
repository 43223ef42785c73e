import { quoteWords } from '#core/ssh/quote.ts'
import { fail } from '#shared/fail.ts'
import { message, type Message } from '#shared/message.ts'
import { FailureError } from '#shared/model/failure.ts'
import { Secret } from '#shared/secret.ts'
import type { SshAuth } from '#core/ssh/target.ts'
import { access, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { StdinSecrets } from './stdin-secrets.ts'

/** The keys ssh(1) tries by itself, in its order of preference. */
const defaultKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa']

/** What was given on the command line to log in with. */
export interface LoginWish {
  readonly identity: string | undefined
  readonly secrets: StdinSecrets
  /** A password will be asked for: what was not given is not tried before it. */
  readonly passwordComes?: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home?: string
}

/**
 * The ways to log in, in the order in which they are tried: the password or the key that was given; otherwise the SSH
 * agent, then the keys in ~/.ssh. Empty where there is none; identityUnreadable where the given file holds no private key.
 */
export async function loginsOf(wish: LoginWish): Promise<SshAuth[]> {
  const { identity, secrets, env, home = homedir() } = wish
  const logins: SshAuth[] = []
  const passphrase = secrets.passphrase ?? null
  // A shell leaves ~ alone behind `--identity=`.
  if (identity !== undefined) logins.push(await keyLogin(identity.replace(/^~(?=\/)/, home), passphrase))
  if (secrets.password) logins.push({ kind: 'password', password: secrets.password })
  if (logins.length > 0 || wish.passwordComes === true) return logins
  const socket = env['SSH_AUTH_SOCK']
  if (socket) logins.push({ kind: 'agent', socket })
  const directory = join(home, '.ssh')
  const keys = await Promise.all(
    defaultKeys.map((name) => keyLogin(join(directory, name), passphrase).catch(() => null)),
  )
  return [...logins, ...keys.filter((login) => login !== null)]
}

async function keyLogin(file: string, passphrase: Secret | null): Promise<SshAuth> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fail('identityUnreadable', { file, detail: readProblem(error) }, { cause: error })
  })
  await refuseOtherThings(file, text)
  return { kind: 'key', privateKey: new Secret(text), passphrase }
}

/** What is often taken for a private key is named, with the way to one. */
async function refuseOtherThings(file: string, text: string): Promise<void> {
  if (/PRIVATE KEY-----/.test(text)) return
  if (
    /^\s*((sk-)?(ssh|ecdsa)-\S+ AAAA|-----BEGIN [A-Z0-9 ]*PUBLIC KEY|---- BEGIN SSH2 PUBLIC KEY)/.test(text)
  ) {
    const half = file.replace(/\.pub$/, '')
    const isThere =
      half !== file &&
      (await access(half).then(
        () => true,
        () => false,
      ))
    const next = isThere
      ? message('cli.identityPublicNext', { file: quoteWords([half]) })
      : message('cli.identityPublicAlone')
    throw refusal(message('cli.identityPublic', { file }), next)
  }
  const [, putty] = /^PuTTY-User-Key-File-(\d+: \S+)/.exec(text) ?? []
  if (putty !== undefined) {
    // The one kind of them that can be read here.
    if (/^2: ssh-(rsa|dss)$/.test(putty)) return
    throw refusal(
      message('cli.identityPutty', { file }),
      message('cli.identityPuttyNext', { file: quoteWords([file]) }),
    )
  }
  const detail = message(text.trim() === '' ? 'cli.fileEmpty' : 'cli.fileHoldsNoKey')
  throw fail('identityUnreadable', { file, detail })
}

function refusal(said: Message, next: Message): FailureError {
  return new FailureError({ code: 'identityUnreadable', message: said, next })
}

/** Why a file could not be read, by its error code (errno(3)). */
export function readProblem(error: unknown): ReturnType<typeof message> {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return message('cli.fileMissing')
  if (code === 'EACCES' || code === 'EPERM') return message('cli.fileForbidden')
  if (code === 'EISDIR') return message('cli.fileIsDirectory')
  return message('cli.fileUnreadable', { code: String(code) })
}
