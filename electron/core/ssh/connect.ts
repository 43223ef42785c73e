import { listMessage } from '#shared/list-message.ts'
import type { Socket } from 'node:net'
import ssh2, { type Algorithms, type Client, type ConnectConfig } from 'ssh2'
import { fail } from '#shared/fail.ts'
import { FailureError } from '#shared/model/failure.ts'
import { openSocket } from './greeting.ts'
import { judgeHostKey, readHostKey, type HostKey, type HostKeyPolicy } from './host-key.ts'
import { prepareLogin } from './login.ts'
import { printable } from './printable.ts'
import { openSession, type SshSession } from './session.ts'
import type { Caller, SshTarget } from './target.ts'

/** How far a connection came; a test of the connection tells it. */
export type ConnectStage = 'connected' | 'hostKey' | 'login'

export interface ConnectOptions {
  readonly hostKeys: HostKeyPolicy
  readonly signal?: AbortSignal
  /** Milliseconds for all of it. */
  readonly timeout?: number
  /** A connection to the target that was begun already; used for the first attempt. */
  readonly begun?: BegunConnection | undefined
  readonly onStage?: (stage: ConnectStage, hostKey: HostKey | null) => void
}

/** A connection whose greetings and keys are exchanged while it is still found out how one logs in. */
export interface BegunConnection {
  /** Goes on with it; to be called once. Rejects as `connect` does. */
  finish(target: SshTarget, options: ConnectOptions): Promise<SshSession>
}

/** What has to be known when the server shows its key. */
interface Decision {
  readonly target: SshTarget
  readonly options: ConnectOptions
}

/** Milliseconds for a connection, unless said otherwise. */
const usualTimeout = 20_000

type HostKeyFamily = 'ssh-ed25519' | 'ecdsa' | 'rsa'
const familyAlgorithms = {
  'ssh-ed25519': ['ssh-ed25519'],
  ecdsa: ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  rsa: ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
} as const satisfies Record<HostKeyFamily, NonNullable<Algorithms['serverHostKey']>>

/**
 * Connects, checks the host key, logs in. Rejects with a failure that tells which of these went wrong (nameNotResolved,
 * connectionRefused, hostUnreachable, connectTimedOut, sshSilent, sshPenalised, sshBusy, sshClosedEarly, sshProtocol,
 * hostKeyUnknown, hostKeyChanged,
 * keyPassphraseNeeded, keyPassphraseWrong, keyUnreadable, agentUnavailable, authenticationFailed, passwordExpired,
 * connectionLost), or with the signal's reason.
 */
export async function connect(target: SshTarget, options: ConnectOptions): Promise<SshSession> {
  const timeout = options.timeout ?? usualTimeout
  const deadline = Date.now() + timeout
  const attempt = (family?: HostKeyFamily): Promise<SshSession> =>
    openConnection(target, Promise.resolve({ target, options }), { timeout, deadline, family })
  try {
    return await (options.begun?.finish(target, options) ?? attempt())
  } catch (error) {
    // A server has a key of each kind; the pin may be of another kind than the one it showed first.
    if (!(error instanceof FailureError) || error.failure.code !== 'hostKeyChanged') throw error
    const shown = error.failure.message.params?.['algorithm']
    if (typeof shown !== 'string') throw error
    for (const family of ['ssh-ed25519', 'ecdsa', 'rsa'] as const) {
      if (shown.includes(family)) continue
      const session = await attempt(family).catch(() => null)
      if (session !== null) return session
    }
    throw error
  }
}

/** Takes up what `dial` began: the server's key is not judged, and nobody logs in, before `finish` says how. */
export function beginConnection(caller: Caller, dialled: Socket): BegunConnection {
  const decision = Promise.withResolvers<Decision>()
  const limits = { timeout: usualTimeout, deadline: Date.now() + usualTimeout, family: undefined }
  const session = openConnection(caller, decision.promise, limits, dialled)
  // Told by `finish`; whoever never calls it does not want to know.
  session.catch(() => undefined)
  return {
    finish: (target, options) => {
      decision.resolve({ target, options })
      return session
    },
  }
}

interface Limits {
  /** Milliseconds in all, and the time at which they are over. */
  readonly timeout: number
  readonly deadline: number
  readonly family: HostKeyFamily | undefined
}

async function openConnection(
  caller: Caller,
  decision: Promise<Decision>,
  limits: Limits,
  dialled?: Socket,
): Promise<SshSession> {
  const stop = new AbortController()
  void decision.then(({ options: { signal } }) => {
    const onAbort = (): void => stop.abort(signal?.reason)
    if (signal?.aborted) onAbort()
    else signal?.addEventListener('abort', onAbort, { once: true, signal: stop.signal })
  })
  const timeLeft = Math.max(1, limits.deadline - Date.now())
  const socket = await openSocket(caller, timeLeft, stop.signal, dialled)
  try {
    void decision.then(({ options }) => options.onStage?.('connected', null))
    const { client, hostKey } = await shakeHands({ caller, decision, socket, limits, signal: stop.signal })
    const { target, options } = await decision
    options.onStage?.('login', hostKey)
    return openSession(client, target, hostKey)
  } catch (error) {
    socket.destroy()
    throw error
  }
}

interface Handshake {
  readonly caller: Caller
  readonly decision: Promise<Decision>
  readonly socket: Socket
  readonly limits: Limits
  readonly signal: AbortSignal
}

function shakeHands(handshake: Handshake): Promise<{ client: Client; hostKey: HostKey }> {
  const { caller, decision, limits, signal } = handshake
  const client = new ssh2.Client()
  const { address: host, port, user } = caller
  const login = decision.then(({ target }) => prepareLogin(target))
  return new Promise((resolve, reject) => {
    let hostKey: HostKey | null = null
    let refusal: unknown = null
    let methods: readonly string[] = []
    const patience = (milliseconds: number): NodeJS.Timeout =>
      setTimeout(
        () => finish(fail('sshSilent', { host, port, seconds: Math.round(limits.timeout / 1000) })),
        milliseconds,
      )
    let timer = patience(limits.deadline - Date.now())
    const onAbort = (): void => finish(signal.reason)
    function finish(error: unknown): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      client.removeAllListeners('close')
      // What comes after the end has nobody left to tell; without a listener it would end the process.
      client.on('error', () => undefined)
      client.destroy()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    login.catch(finish)
    client.on('error', (error) => {
      if (error.level === 'agent') return
      finish(refusal ?? handshakeFailure(error, caller, methods, hostKey !== null))
    })
    client.on('close', () => finish(refusal ?? fail('connectionLost', { host })))
    client.on('change password', () => finish(fail('passwordExpired', { host, user })))
    client.once('ready', () => {
      if (hostKey === null) return finish(fail('hostKeyUnknown', { host, algorithm: '', fingerprint: '' }))
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      client
        .removeAllListeners('close')
        .removeAllListeners('error')
        .on('error', () => undefined)
      resolve({ client, hostKey })
    })
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) return onAbort()
    const checkKey = async (blob: Buffer): Promise<boolean> => {
      const key = readHostKey(blob)
      const { options } = await decision
      // Somebody may go and compare the key: the limit is for the server alone.
      clearTimeout(timer)
      refusal = await judgeHostKey(key, options.hostKeys, host)
      timer = patience(limits.timeout)
      if (refusal !== null) return false
      hostKey = key
      options.onStage?.('hostKey', key)
      return true
    }
    client.connect({
      ...connectConfig(handshake),
      // ssh2 takes anything but the value `false` for a yes, a promise too: this function returns nothing.
      hostVerifier: (blob: Buffer, verify: (valid: boolean) => void): void => {
        checkKey(blob).then(verify, (error: unknown) => {
          refusal = error
          verify(false)
        })
      },
      authHandler: (offered: string[] | null, _partial, next) => {
        void login.then((prepared) => {
          const method = prepared.next(offered)
          methods = prepared.offered()
          if (method === null) finish(loginFailure(caller, methods))
          else next(method)
        }, finish)
      },
    })
  })
}

function connectConfig({ caller, socket, limits: { family } }: Handshake): ConnectConfig {
  return {
    sock: socket,
    username: caller.user,
    // The time limit is our own, as it covers name resolution and the greeting too.
    readyTimeout: 0,
    keepaliveInterval: 10_000,
    keepaliveCountMax: 3,
    ...(family === undefined ? {} : { algorithms: { serverHostKey: [...familyAlgorithms[family]] } }),
  }
}

function loginFailure(
  { address: host, user }: Caller,
  offered: readonly string[],
  evidence?: string,
): FailureError {
  const methods = listMessage(offered)
  return fail('authenticationFailed', { host, user, methods: methods === '' ? '–' : methods }, { evidence })
}

function handshakeFailure(
  error: Error & { level?: string },
  caller: Caller,
  offered: readonly string[],
  keyAccepted: boolean,
): FailureError {
  const { address: host, port } = caller
  const detail = printable(error.message, 300)
  if (error.level === 'client-socket')
    return fail('connectionLost', { host }, { evidence: detail, cause: error })
  // After the key exchange the server only breaks off to end the login (RFC 4253 §11.1), e.g. too many tries.
  if (keyAccepted && (error.level === 'client-authentication' || 'code' in error))
    return loginFailure(caller, offered, detail)
  return fail('sshProtocol', { host, port, detail }, { evidence: detail, cause: error })
}
