import { quoteWords } from '#core/ssh/quote.ts'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import type { Call } from './call.ts'
import type { EarlyConnection } from './early-connection.ts'
import type { HostKeyPins } from './host-key-pins.ts'
import { parseHostAddress, writeHostAddress, type HostAddress } from './host-address.ts'
import { loginsOf } from './logins.ts'
import { serverConnector } from './server-connection.ts'
import { readStdinSecrets, stdinSecretNames, type StdinSecretName } from './stdin-secrets.ts'
import type { Terminal } from './terminal.ts'

/** Options of a command as they stand on the command line. */
export interface CallOptions {
  readonly host: string
  readonly identity?: string
  readonly passwordStdin?: boolean
  readonly sudoPasswordStdin?: boolean
  readonly passphraseStdin?: boolean
  readonly hostKey?: string
  readonly acceptNewHostKey?: boolean
  readonly lang?: string
  readonly yes?: boolean
  readonly verbose?: boolean
  readonly only?: readonly string[]
  readonly putBack?: readonly string[]
}

/** Makes of the options what commands work with, and begins to log in. */
export async function openCall(
  options: CallOptions,
  openTerminal: () => Promise<Terminal>,
  early: EarlyConnection | null,
): Promise<Call> {
  const host = parseHostAddress(options.host)
  const putBack = options.putBack ?? []
  const hostKey = options.hostKey?.trim()
  if (hostKey !== undefined && !isFingerprint(hostKey))
    throw fail('usageInvalid', { detail: message('cli.hostKeyForm') })
  const wanted = wantedSecrets(options)
  // Where somebody types them, each is asked for when it is needed, and what is typed is not shown.
  const isAsked = wanted.size > 0 && (await openTerminal()).interactive
  // Merely to name standard input opens it.
  const secrets = wanted.size === 0 || isAsked ? {} : await readStdinSecrets(process.stdin, wanted)
  const passwordComes = isAsked && wanted.has('password')
  const logins = await loginsOf({ identity: options.identity, secrets, passwordComes, env: process.env })
  const connection = {
    host,
    logins,
    keyIsNamed: options.identity !== undefined,
    sudoPassword: secrets.sudoPassword ?? null,
    ...(isAsked ? { asked: wanted } : {}),
    hostKey,
    acceptNewHostKey: options.acceptNewHostKey ?? false,
    early,
  }
  let pins: Promise<HostKeyPins> | null = null
  const openPins = (): Promise<HostKeyPins> =>
    (pins ??= import('./host-key-pins.ts').then(({ storedHostKeyPins }) => storedHostKeyPins(process.env)))
  const connector = serverConnector(connection, openPins, openTerminal)
  void connector.begin()
  return {
    terminal: await openTerminal(),
    host,
    way: wayOf(host, options),
    connector,
    yes: options.yes ?? false,
    verbose: options.verbose ?? false,
    only: [...(options.only ?? []), ...putBack.map((path) => `file:${path}`)],
    putBack,
  }
}

/** What the same person types behind `--host` the next time; the host key is remembered by then. */
function wayOf(host: HostAddress, options: CallOptions): string {
  return quoteWords([
    writeHostAddress(host),
    ...(options.identity === undefined ? [] : ['--identity', options.identity]),
    ...(options.passwordStdin === true ? ['--password-stdin'] : []),
    ...(options.sudoPasswordStdin === true ? ['--sudo-password-stdin'] : []),
    ...(options.passphraseStdin === true ? ['--passphrase-stdin'] : []),
    ...(options.lang === undefined ? [] : ['--lang', options.lang]),
  ])
}

function wantedSecrets(options: CallOptions): ReadonlySet<StdinSecretName> {
  const asked = {
    password: options.passwordStdin,
    sudoPassword: options.sudoPasswordStdin,
    passphrase: options.passphraseStdin,
  }
  return new Set(stdinSecretNames.filter((name) => asked[name]))
}

/** `SHA256:` and 43 letters of base64, as ssh-keygen -l prints it, with or without padding. */
function isFingerprint(text: string): boolean {
  return /^SHA256:[A-Za-z0-9+/]{43}=?$/.test(text)
}
