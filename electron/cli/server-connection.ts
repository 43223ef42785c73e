import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { FailureError, type FailureCode } from '#shared/model/failure.ts'
import type { Secret } from '#shared/secret.ts'
import type { Connector } from '#core/ssh/connector.ts'
import type { HostKeyPolicy } from '#core/ssh/host-key.ts'
import type { SshSession } from '#core/ssh/session.ts'
import type { SshAuth } from '#core/ssh/target.ts'
import type { EarlyConnection } from './early-connection.ts'
import { askSecret, askYesOrNo } from './ask.ts'
import type { HostAddress } from './host-address.ts'
import type { HostKeyPins } from './host-key-pins.ts'
import { loadInTurn } from './load-in-turn.ts'
import type { Terminal } from './terminal.ts'

/** All that is needed to connect, as the command line tells it. */
export interface ConnectionWish {
  readonly host: HostAddress
  readonly logins: readonly SshAuth[]
  readonly sudoPassword: Secret | null
  /** The fingerprint given by `--host-key`; it outweighs an approved one. */
  readonly hostKey: string | undefined
  readonly acceptNewHostKey: boolean
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
const tryNext: ReadonlySet<FailureCode> = new Set([
  'authenticationFailed',
  'agentUnavailable',
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
  const answerer = async (): Promise<Terminal> => {
    await mayAsk.promise
    return openTerminal()
  }
  let worked: SshAuth | null = null
  let begun: Promise<SshSession> | null = null
  let idle: SshSession | null = null
  let loggedIn: SshSession | null = null
  let remembering: Promise<void> | null = null

  async function logIn(signal?: AbortSignal): Promise<SshSession> {
    // A key that was given needs no look at the approved ones.
    const known = wish.hostKey ?? (await openPins()).find(wish.host)?.fingerprint ?? null
    const policy = hostKeyPolicy(wish, known, answerer)
    const attempt = (auth: SshAuth): Promise<SshSession> => connectWith(wish, auth, policy, signal)
    const opened = worked
      ? { session: await attempt(worked), auth: worked }
      : await firstThatWorks(wish, answerer, attempt)
    worked = opened.auth
    loggedIn = opened.session
    remembering = null
    return opened.session
  }

  function takeIdle(): Promise<SshSession> | null {
    const session = idle
    idle = null
    return session === null ? null : Promise.resolve(session)
  }

  return {
    rememberKey: async () => {
      const session = loggedIn
      if (session !== null) await (remembering ??= loadInTurn(() => approve(session, wish.host, openPins)))
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

async function connectWith(
  { host, sudoPassword, early }: ConnectionWish,
  auth: SshAuth,
  hostKeys: HostKeyPolicy,
  signal: AbortSignal | undefined,
): Promise<SshSession> {
  const { connect } = await import('#core/ssh/connect.ts')
  const begun = await early?.takeFor(host)
  return connect({ ...host, auth, sudoPassword }, { hostKeys, signal, begun })
}

/** Remembers the key of a server that one is logged in to. */
async function approve(
  session: SshSession,
  host: HostAddress,
  openPins: () => Promise<HostKeyPins>,
): Promise<void> {
  const pins = await openPins()
  const pinned = pins.find(host)
  if (session.hostKey.fingerprint !== pinned?.fingerprint) pins.pin(host, session.hostKey, pinned)
}

function hostKeyPolicy(
  wish: ConnectionWish,
  known: string | null,
  answerer: () => Promise<Terminal>,
): HostKeyPolicy {
  return {
    pinned: known === null ? [] : [known],
    verify: async ({ algorithm, fingerprint }) => {
      if (wish.acceptNewHostKey) return 'accept'
      const question = message('cli.askHostKey', { host: wish.host.address, algorithm, fingerprint })
      const again = message('cli.answerYesOrNo')
      return (await askYesOrNo(await answerer(), question, again)) ? 'accept' : 'refuse'
    },
  }
}

interface Opened {
  readonly session: SshSession
  readonly auth: SshAuth
}

async function firstThatWorks(
  wish: ConnectionWish,
  answerer: () => Promise<Terminal>,
  attempt: (auth: SshAuth) => Promise<SshSession>,
): Promise<Opened> {
  let refusal: unknown = fail('loginMissing', { user: wish.host.user })
  for (const auth of wish.logins) {
    try {
      return await unlockAndTry(auth, answerer, attempt)
    } catch (error) {
      if (!(error instanceof FailureError) || !tryNext.has(error.failure.code)) throw error
      refusal = error
    }
  }
  if (wish.logins.some((auth) => auth.kind === 'password')) throw refusal
  const { user, address } = wish.host
  const password = await askSecret(await answerer(), message('cli.askPassword', { user, address }))
  if (!password || password.isEmpty) throw refusal
  const auth: SshAuth = { kind: 'password', password }
  return { auth, session: await attempt(auth) }
}

/** A key that is protected by a passphrase is asked for once where somebody can answer. */
async function unlockAndTry(
  auth: SshAuth,
  answerer: () => Promise<Terminal>,
  attempt: (auth: SshAuth) => Promise<SshSession>,
): Promise<Opened> {
  try {
    return { auth, session: await attempt(auth) }
  } catch (error) {
    const locked = error instanceof FailureError && error.failure.code === 'keyPassphraseNeeded'
    if (!locked || auth.kind !== 'key') throw error
    const passphrase = await askSecret(await answerer(), message('cli.askPassphrase'))
    if (!passphrase || passphrase.isEmpty) throw error
    const unlocked: SshAuth = { ...auth, passphrase }
    return { auth: unlocked, session: await attempt(unlocked) }
  }
}
