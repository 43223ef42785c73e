import { quoteWords } from '#core/ssh/quote.ts'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { askSecret } from './ask.ts'
import type { Call } from './call.ts'
import type { EarlyConnection } from './early-connection.ts'
import type { HostKeyPins } from './host-key-pins.ts'
import { parseHostAddress, writeHostAddress, type HostAddress } from './host-address.ts'
import { loginsOf } from './logins.ts'
import { serverConnector } from './server-connection.ts'
import {
  readStdinSecrets,
  stdinSecretNames,
  type StdinSecretName,
  type StdinSecrets,
} from './stdin-secrets.ts'
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
  readonly yes?: boolean
  readonly verbose?: boolean
  readonly only?: readonly string[]
}

/** Makes of the options what commands work with, and begins to log in. */
export async function openCall(
  options: CallOptions,
  openTerminal: () => Promise<Terminal>,
  early: EarlyConnection | null,
): Promise<Call> {
  const host = parseHostAddress(options.host)
  const hostKey = options.hostKey?.trim()
  if (hostKey !== undefined && !isFingerprint(hostKey))
    throw fail('usageInvalid', { detail: message('cli.hostKeyForm') })
  const wanted = wantedSecrets(options)
  const secrets = wanted.size === 0 ? {} : await secretsFor(host, wanted, await openTerminal())
  const logins = await loginsOf({ identity: options.identity, secrets, env: process.env })
  const connection = {
    host,
    logins,
    // Whoever logs in with a password is asked by sudo for the same one.
    sudoPassword: host.user === 'root' ? null : (secrets.sudoPassword ?? secrets.password ?? null),
    hostKey,
    acceptNewHostKey: options.acceptNewHostKey ?? false,
    early,
  }
  const address = writeHostAddress(host)
  let pins: Promise<HostKeyPins> | null = null
  const openPins = (): Promise<HostKeyPins> =>
    (pins ??= import('./host-key-pins.ts').then(({ storedHostKeyPins }) => storedHostKeyPins(process.env)))
  const connector = serverConnector(connection, openPins, openTerminal)
  void connector.begin()
  return {
    terminal: await openTerminal(),
    host,
    way: options.identity === undefined ? address : `${address} --identity ${quoteWords([options.identity])}`,
    connector,
    yes: options.yes ?? false,
    verbose: options.verbose ?? false,
    only: options.only ?? [],
  }
}

/** Where somebody types them, each is asked for, and what is typed is not shown. */
async function secretsFor(
  { user, address }: HostAddress,
  wanted: ReadonlySet<StdinSecretName>,
  terminal: Terminal,
): Promise<StdinSecrets> {
  if (!terminal.interactive) return readStdinSecrets(process.stdin, wanted)
  const questions = {
    password: message('cli.askPassword', { user, address }),
    sudoPassword: message('cli.askSudoPassword', { user, address }),
    passphrase: message('cli.askPassphrase'),
  }
  const given: StdinSecrets = {}
  for (const name of stdinSecretNames.filter((each) => wanted.has(each))) {
    const secret = await askSecret(terminal, questions[name])
    if (secret === null || secret.isEmpty) throw fail('secretNotGiven')
    given[name] = secret
  }
  return given
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
