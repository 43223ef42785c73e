import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { FailureError, type FailureCode } from '#shared/model/failure.ts'
import { Secret } from '#shared/secret.ts'
import type { Connector } from '#core/ssh/connector.ts'
import type { SshSession } from '#core/ssh/session.ts'
import type { SshAuth } from '#core/ssh/target.ts'
import type { EarlyConnection } from './early-connection.ts'
import { askSecret } from './ask.ts'
import { HostKeyDesk, type HostKeyWish } from './host-key-desk.ts'
import type { HostKeyPins } from './host-key-pins.ts'
import { loadInTurn } from './load-in-turn.ts'
import type { StdinSecretName } from './stdin-secrets.ts'
import type { Terminal } from './terminal.ts'

/** All that is needed to connect, as the command line tells it. */
export interface ConnectionWish extends HostKeyWish {
  readonly logins: readonly SshAuth[]
  /** Their key was named on the command line: what is wrong with it is told, and nothing else tried in its place. */
  readonly keyIsNamed?: boolean
  /** Absent, sudo gets the password of the login. */
  readonly sudoPassword: Secret | null
  /** What somebody at the terminal is asked for, when the server has shown its key. */
  readonly asked?: ReadonlySet<StdinSecretName>
  /** The connection that was begun while the command line was still read. */
  readonly early?: EarlyConnection | null
}

/** A connector that takes sessions back: a login takes a server longer than what is asked of it. */
export interface ReusingConnector extends Connector {
  /**
   * Begins to log in; the first `open` gives the same session. Nobody is asked for anything until then.
   */
  begin(): Promise<SshSession>
  /** The next `open` gives this session, if it still lives then. */
  giveBack(session: SshSession): void
  /**
   * Resolves when the key of the server that was logged in to is remembered; rejects where it cannot be. To be called when the
   * server is at work: a look into the database takes a while.
   */
  rememberKey(): Promise<void>
}

/** Failures of one way to log in after which the next one is tried. */
const tryNext: ReadonlySet<FailureCode> = new Set(['authenticationFailed', 'agentUnavailable'])

/** The same of keys that nobody named. */
const tryNextKey: ReadonlySet<FailureCode> = new Set([
  ...tryNext,
  'keyPassphraseNeeded',
  'keyPassphraseWrong',
  'keyUnreadable',
])

/**
 * Connects as the command line says. The first connection settles host key and login, asking on a terminal where it may;
 * later ones repeat what worked.
 */
export function serverConnector(
  wish: ConnectionWish,
  openPins: () => Promise<HostKeyPins>,
  openTerminal: () => Promise<Terminal>,
): ReusingConnector {
  const mayAsk = Promise.withResolvers<undefined>()
  const desk = new HostKeyDesk(wish, openPins)
  const login = new TerminalLogin(wish, desk, async () => {
    await mayAsk.promise
    return openTerminal()
  })
  let begun: Promise<SshSession> | null = null
  let idle: SshSession | null = null
  let loggedIn: SshSession | null = null
  let remembering: Promise<void> | null = null

  async function logIn(signal?: AbortSignal): Promise<SshSession> {
    loggedIn = await login.logIn(signal)
    remembering = null
    return loggedIn
  }

  function takeIdle(): Promise<SshSession> | null {
    const session = idle
    idle = null
    return session === null ? null : Promise.resolve(session)
  }

  return {
    rememberKey: async () => {
      const session = loggedIn
      if (session !== null) await (remembering ??= loadInTurn(() => desk.remember(session.hostKey)))
    },
    giveBack: (session) => {
      idle = session
      void session.closed.then(() => {
        if (idle === session) idle = null
      })
    },
    begin: () => {
      begun ??= takeIdle() ?? logIn()
      // A refusal is told by `open`.
      begun.catch(() => undefined)
      return begun
    },
    open: async (signal) => {
      mayAsk.resolve(undefined)
      const session = begun ?? takeIdle() ?? logIn(signal)
      begun = null
      return session
    },
  }
}

/** Logs in to one server, with what is at hand first and then with what somebody at the terminal answers, as ssh(1) does. */
class TerminalLogin {
  readonly #wish: ConnectionWish
  readonly #desk: HostKeyDesk
  readonly #answerer: () => Promise<Terminal>
  #sudoPassword: Secret | null
  #worked: SshAuth | null = null
  /** The server has shown a key that is good. */
  #hasMet = false

  /** `answerer` gives the terminal when questions may come. */
  constructor(wish: ConnectionWish, desk: HostKeyDesk, answerer: () => Promise<Terminal>) {
    this.#wish = wish
    this.#desk = desk
    this.#answerer = answerer
    this.#sudoPassword = wish.sudoPassword
  }

  async logIn(signal: AbortSignal | undefined): Promise<SshSession> {
    if (this.#worked !== null) return this.#attempt(this.#worked, signal)
    const { logins, host } = this.#wish
    if (logins.length > 0) await this.#askForSudo(signal)
    let refusal: unknown = fail('loginMissing', { user: host.user })
    for (const auth of logins) {
      try {
        return await this.#unlockAndTry(auth, signal)
      } catch (error) {
        const passing = this.#wish.keyIsNamed === true ? tryNext : tryNextKey
        if (!(error instanceof FailureError) || !passing.has(error.failure.code)) throw error
        refusal = error
      }
    }
    if (logins.some(({ kind }) => kind === 'password')) throw refusal
    const password = await this.#ask('cli.askPassword', signal, refusal)
    await this.#askForSudo(signal)
    return this.#attempt({ kind: 'password', password }, signal)
  }

  async #askForSudo(signal: AbortSignal | undefined): Promise<void> {
    if (this.#wish.asked?.has('sudoPassword') !== true) return
    this.#sudoPassword ??= await this.#ask('cli.askSudoPassword', signal)
  }

  /** A key that is protected by a passphrase is asked for once where somebody can answer. */
  async #unlockAndTry(auth: SshAuth, signal: AbortSignal | undefined): Promise<SshSession> {
    try {
      return await this.#attempt(auth, signal)
    } catch (error) {
      const isLocked = error instanceof FailureError && error.failure.code === 'keyPassphraseNeeded'
      if (!isLocked || auth.kind !== 'key') throw error
      const passphrase = await this.#ask('cli.askPassphrase', signal, error)
      return this.#attempt({ ...auth, passphrase }, signal)
    }
  }

  /** Asks for a secret once the server's key is settled; throws `otherwise` where nobody can be asked. */
  async #ask(
    key: 'cli.askPassword' | 'cli.askSudoPassword' | 'cli.askPassphrase',
    signal: AbortSignal | undefined,
    otherwise: unknown = fail('secretNotGiven'),
  ): Promise<Secret> {
    const terminal = await this.#answerer()
    if (!terminal.interactive) throw otherwise
    if (!this.#hasMet) await this.#meet(signal)
    const { user, address } = this.#wish.host
    const question = key === 'cli.askPassphrase' ? message(key) : message(key, { user, address })
    const secret = await askSecret(terminal, question)
    if (secret === null || secret.isEmpty) throw fail('secretNotGiven')
    return secret
  }

  /** Connects for the server's key alone: who types a password first wants to know to whom it goes. */
  async #meet(signal: AbortSignal | undefined): Promise<void> {
    const stop = new AbortController()
    const nobody = { kind: 'password', password: new Secret('') } as const
    const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
    try {
      await this.#attempt(nobody, both, () => stop.abort())
    } catch (error) {
      if (!this.#hasMet) throw error
    }
  }

  /** One login; an unknown key of the server is asked about, and then it is tried once more. */
  async #attempt(auth: SshAuth, signal: AbortSignal | undefined, onKey?: () => void): Promise<SshSession> {
    try {
      return await this.#connect(auth, signal, onKey)
    } catch (error) {
      const isUnknown = error instanceof FailureError && error.failure.code === 'hostKeyUnknown'
      if (!isUnknown || !(await this.#desk.approvesShown(await this.#answerer()))) throw error
      if (onKey !== undefined) {
        this.#hasMet = true
        throw error
      }
      return this.#connect(auth, signal)
    }
  }

  async #connect(auth: SshAuth, signal: AbortSignal | undefined, onKey?: () => void): Promise<SshSession> {
    const { host, early } = this.#wish
    const hostKeys = await this.#desk.policy()
    const { connect } = await import('#core/ssh/connect.ts')
    const begun = await early?.takeFor(host)
    const ownPassword = auth.kind === 'password' ? auth.password : null
    const sudoPassword = host.user === 'root' ? null : (this.#sudoPassword ?? ownPassword)
    const session = await connect(
      { ...host, auth, sudoPassword },
      {
        hostKeys,
        signal,
        begun,
        onStage: (stage) => {
          if (stage !== 'hostKey') return
          this.#hasMet = true
          onKey?.()
        },
      },
    )
    this.#worked = auth
    return session
  }
}
