import { createPrivateKey } from 'node:crypto'
import ssh2, { type AnyAuthMethod, type BaseAgent, type ParsedKey } from 'ssh2'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { Secret } from '#shared/secret.ts'
import { printable } from './printable.ts'
import type { SshAuth, SshTarget } from './target.ts'

/** The methods to try in order, and what is known of the server's answers so far. */
export interface Login {
  /** The next method, given those that the server says can continue (RFC 4252 §5.1); null where none is left. */
  next(offered: readonly string[] | null): AnyAuthMethod | null
  /** Methods that the server offers, as far as it said so. */
  offered(): readonly string[]
}

/**
 * Prepares a login before anything is sent: fails with keyPassphraseNeeded, keyPassphraseWrong, keyUnreadable or
 * agentUnavailable.
 */
export async function prepareLogin(target: SshTarget): Promise<Login> {
  const untried = await methodsOf(target)
  let known: readonly string[] = []
  return {
    next(offered) {
      if (offered !== null) known = offered
      for (let method = untried.shift(); method !== undefined; method = untried.shift()) {
        const wireName = method.type === 'agent' ? 'publickey' : method.type
        if (offered === null || offered.includes(wireName)) return method
      }
      return null
    },
    offered: () => known,
  }
}

async function methodsOf({ user, auth }: SshTarget): Promise<AnyAuthMethod[]> {
  switch (auth.kind) {
    case 'password':
      return [
        { type: 'password', username: user, password: auth.password.reveal('login') },
        { type: 'keyboard-interactive', username: user, prompt: answerOnce(auth.password) },
      ]
    case 'key':
      return [{ type: 'publickey', username: user, key: parsePrivateKey(auth) }]
    case 'agent':
      return [{ type: 'agent', username: user, agent: await openAgent(auth.socket) }]
  }
}

/** Gives the password to the first hidden question and nothing to later ones, so that a wrong one is tried once. */
function answerOnce(password: Secret) {
  let used = false
  return (
    _name: string,
    _instructions: string,
    _language: string,
    prompts: readonly { echo?: boolean }[],
    finish: (answers: string[]) => void,
  ): void => {
    finish(
      prompts.map(({ echo }) => {
        if (echo || used) return ''
        used = true
        return password.reveal('login')
      }),
    )
  }
}

function parsePrivateKey({ privateKey, passphrase }: Extract<SshAuth, { kind: 'key' }>): ParsedKey {
  const text = privateKey.reveal('login')
  const phrase = passphrase === null || passphrase.isEmpty ? undefined : passphrase.reveal('login')
  const key = firstOf(ssh2.utils.parseKey(text, phrase))
  if (isPrivateKey(key)) return key
  const converted = parsePkcs8(text, phrase)
  if (converted !== null) return converted
  const detail = key instanceof Error ? key.message : ''
  if (/no passphrase given/i.test(detail) || (phrase === undefined && isEncryptedPem(text)))
    throw fail('keyPassphraseNeeded')
  if (phrase !== undefined && /integrity check failed|bad decrypt|passphrase/i.test(detail))
    throw fail('keyPassphraseWrong')
  if (phrase !== undefined && isEncryptedPem(text)) throw fail('keyPassphraseWrong')
  const isPublic = /^(ssh-|ecdsa-)|BEGIN [A-Z0-9 ]*PUBLIC KEY/.test(text.trimStart())
  throw fail('keyUnreadable', {
    detail: isPublic
      ? message('facts.keyIsPublic')
      : printable(detail, 200) || message('facts.keyFormatUnknown'),
  })
}

/** ssh2 gives a list for the files that may hold several keys, although its types do not say so. */
function firstOf(found: ParsedKey | Error | readonly ParsedKey[]): ParsedKey | Error | undefined {
  return 'length' in found ? found[0] : found
}

function isPrivateKey(key: ParsedKey | Error | undefined): key is ParsedKey {
  return key !== undefined && !(key instanceof Error) && key.isPrivateKey()
}

function isEncryptedPem(text: string): boolean {
  return /BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: 4,ENCRYPTED/m.test(text)
}

/** PKCS #8 (RFC 5958), which ssh2 does not read: RSA and EC keys are turned into their own older forms. */
function parsePkcs8(text: string, passphrase: string | undefined): ParsedKey | null {
  if (!/BEGIN (ENCRYPTED )?PRIVATE KEY/.test(text)) return null
  try {
    const key = createPrivateKey({ key: text, passphrase })
    const type = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1'
    const parsed = firstOf(ssh2.utils.parseKey(key.export({ type, format: 'pem' })))
    return isPrivateKey(parsed) ? parsed : null
  } catch {
    return null
  }
}

async function openAgent(socket: string | undefined): Promise<BaseAgent> {
  const onWindows = process.platform === 'win32'
  const path =
    socket ?? process.env['SSH_AUTH_SOCK'] ?? (onWindows ? String.raw`\\.\pipe\openssh-ssh-agent` : '')
  if (path === '') throw fail('agentUnavailable', { detail: message('facts.agentNotRunning') })
  const agent = ssh2.createAgent(path)
  const keys = await new Promise<number>((resolve, reject) => {
    agent.getIdentities((error, identities) => {
      if (error) reject(fail('agentUnavailable', { detail: printable(error.message, 200) }, { cause: error }))
      else resolve(identities?.length ?? 0)
    })
  })
  if (keys === 0) throw fail('agentUnavailable', { detail: message('facts.agentEmpty') })
  return agent
}
