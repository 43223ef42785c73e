import { listMessage } from '#shared/list-message.ts'
import type { Socket } from 'node:net'
import ssh2, { type Algorithms, type Client, type ConnectConfig } from 'ssh2'
import { fail } from '#shared/fail.ts'
import { FailureError } from '#shared/model/failure.ts'
import { openSocket } from './greeting.ts'
import { judgeHostKey, readHostKey, type HostKey, type HostKeyPolicy } from './host-key.ts'
import { prepareLogin, type Login } from './login.ts'
import { printable } from './printable.ts'
import { openSession, type SshSession } from './session.ts'
import type { SshTarget } from './target.ts'

/** How far a connection came; a test of the connection tells it. */
export type ConnectStage = 'connected' | 'hostKey' | 'login'

export interface ConnectOptions {
  readonly hostKeys: HostKeyPolicy
  readonly signal?: AbortSignal
  /** Milliseconds for all of it. */
  readonly timeout?: number
  /** A connection to the target that was dialled already (`dial`); used for the first attempt. */
  readonly dialled?: Socket | undefined
  readonly onStage?: (stage: ConnectStage, hostKey: HostKey | null) => void
}

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
  const deadline = Date.now() + (options.timeout ?? 20_000)
  try {
    return await attempt(target, options, deadline, undefined, options.dialled)
  } catch (error) {
    // A server has a key of each kind; the pin may be of another kind than the one it showed first.
    if (!(error instanceof FailureError) || error.failure.code !== 'hostKeyChanged') throw error
    const shown = error.failure.message.params?.['algorithm']
    if (typeof shown !== 'string') throw error
    for (const family of ['ssh-ed25519', 'ecdsa', 'rsa'] as const) {
      if (shown.includes(family)) continue
      const session = await attempt(target, options, deadline, family).catch(() => null)
      if (session !== null) return session
    }
    throw error
  }
}

async function attempt(
  target: SshTarget,
  options: ConnectOptions,
  deadline: number,
  family?: HostKeyFamily,
  dialled?: Socket,
): Promise<SshSession> {
  const timeLeft = Math.max(1, deadline - Date.now())
  const socket = await openSocket(target, timeLeft, options.signal, dialled)
  try {
    options.onStage?.('connected', null)
    const login = await prepareLogin(target)
    const { client, hostKey } = await shakeHands({ target, options, socket, login, deadline, family })
    options.onStage?.('login', hostKey)
    return openSession(client, target, hostKey)
  } catch (error) {
    socket.destroy()
    throw error
  }
}

interface Handshake {
  readonly target: SshTarget
  readonly options: ConnectOptions
  readonly socket: Socket
  readonly login: Login
  readonly deadline: number
  readonly family: HostKeyFamily | undefined
}

function shakeHands(handshake: Handshake): Promise<{ client: Client; hostKey: HostKey }> {
  const { target, options, login, deadline } = handshake
  const client = new ssh2.Client()
  const { address: host, user } = target
  const seconds = Math.round((options.timeout ?? 20_000) / 1000)
  return new Promise((resolve, reject) => {
    let hostKey: HostKey | null = null
    let refusal: unknown = null
    const timer = setTimeout(
      () => finish(fail('sshSilent', { host, port: target.port, seconds })),
      deadline - Date.now(),
    )
    const onAbort = (): void => finish(options.signal?.reason)
    function finish(error: unknown): void {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
      client.removeAllListeners('close')
      // What comes after the end has nobody left to tell; without a listener it would end the process.
      client.on('error', () => undefined)
      client.destroy()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    client.on('error', (error) => {
      if (error.level === 'agent') return
      finish(refusal ?? handshakeFailure(error, handshake, hostKey !== null))
    })
    client.on('close', () => finish(refusal ?? fail('connectionLost', { host })))
    client.on('change password', () => finish(fail('passwordExpired', { host, user })))
    client.once('ready', () => {
      if (hostKey === null) return finish(fail('hostKeyUnknown', { host, algorithm: '', fingerprint: '' }))
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
      client
        .removeAllListeners('close')
        .removeAllListeners('error')
        .on('error', () => undefined)
      resolve({ client, hostKey })
    })
    options.signal?.addEventListener('abort', onAbort)
    if (options.signal?.aborted) return onAbort()
    const checkKey = async (blob: Buffer): Promise<boolean> => {
      const key = readHostKey(blob)
      refusal = await judgeHostKey(key, options.hostKeys, host)
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
        const method = login.next(offered)
        if (method === null) finish(loginFailure(handshake))
        else next(method)
      },
    })
  })
}

function connectConfig({ target, socket, family }: Handshake): ConnectConfig {
  return {
    sock: socket,
    username: target.user,
    // The time limit is our own, as it covers name resolution and the greeting too.
    readyTimeout: 0,
    keepaliveInterval: target.keepalive ?? 10_000,
    keepaliveCountMax: 3,
    ...(family === undefined ? {} : { algorithms: { serverHostKey: [...familyAlgorithms[family]] } }),
  }
}

function loginFailure({ target, login }: Handshake, evidence?: string): FailureError {
  const methods = listMessage(login.offered())
  return fail(
    'authenticationFailed',
    { host: target.address, user: target.user, methods: methods === '' ? '–' : methods },
    { evidence },
  )
}

function handshakeFailure(
  error: Error & { level?: string },
  handshake: Handshake,
  keyAccepted: boolean,
): FailureError {
  const { address: host, port } = handshake.target
  const detail = printable(error.message, 300)
  if (error.level === 'client-socket')
    return fail('connectionLost', { host }, { evidence: detail, cause: error })
  // After the key exchange the server only breaks off to end the login (RFC 4253 §11.1), e.g. too many tries.
  if (keyAccepted && (error.level === 'client-authentication' || 'code' in error))
    return loginFailure(handshake, detail)
  return fail('sshProtocol', { host, port, detail }, { evidence: detail, cause: error })
}
