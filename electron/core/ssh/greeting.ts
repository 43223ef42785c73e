import type { Socket } from 'node:net'
import { fail } from '#shared/fail.ts'
import { message } from '#shared/message.ts'
import { FailureError } from '#shared/model/failure.ts'
import { dial, type Endpoint } from './dial.ts'
import { printable } from './printable.ts'

/** RFC 4253 §4.2 lets a server say other lines first; nobody needs more than this. */
const greetingLimit = 64 * 1024

/**
 * A TCP connection whose other side is about to speak SSH: its greeting was seen and put back. Rejects with
 * nameNotResolved, connectionRefused, hostUnreachable, connectTimedOut, sshSilent, sshPenalised, sshBusy,
 * sshClosedEarly or sshProtocol within `timeout` milliseconds, or with the signal's reason. `dialled` is taken up while it lives.
 */
export async function openSocket(
  endpoint: Endpoint,
  timeout: number,
  signal?: AbortSignal,
  dialled?: Socket,
): Promise<Socket> {
  const { address: host, port } = endpoint
  const expired = AbortSignal.timeout(timeout)
  const either = signal === undefined ? expired : AbortSignal.any([expired, signal])
  const seconds = Math.round(timeout / 1000)
  const socket = dialled === undefined || dialled.destroyed ? dial(endpoint) : dialled
  const giveUp = (): void => void socket.destroy(new Error('aborted'))
  either.addEventListener('abort', giveUp, { once: true })
  try {
    signal?.throwIfAborted()
    await untilConnected(socket).catch((error: unknown) => {
      throw expired.aborted
        ? fail('connectTimedOut', { host, port, seconds })
        : connectFailure(error, endpoint)
    })
    // Small questions and answers: waiting for more to send costs 40 ms each.
    socket.setNoDelay(true)
    await awaitGreeting(socket, endpoint).catch((error: unknown) => {
      // Who says something else than SSH is no slow sshd.
      const isForeign = error instanceof FailureError && error.failure.code === 'sshProtocol'
      throw expired.aborted && !isForeign ? fail('sshSilent', { host, port, seconds }) : error
    })
    return socket
  } catch (error) {
    socket.destroy()
    signal?.throwIfAborted()
    throw error
  } finally {
    either.removeEventListener('abort', giveUp)
  }
}

function untilConnected(socket: Socket): Promise<void> {
  if (socket.readyState === 'open') return Promise.resolve()
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject)
  })
}

function connectFailure(error: unknown, { address: host, port }: Endpoint): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const evidence = error instanceof Error ? error.message : undefined
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA' || code === 'EAI_FAIL')
    return fail('nameNotResolved', { host }, { evidence, cause: error })
  if (code === 'ECONNREFUSED') return fail('connectionRefused', { host, port }, { evidence, cause: error })
  if (code === 'ETIMEDOUT')
    return fail('connectTimedOut', { host, port, seconds: 120 }, { evidence, cause: error })
  return fail('hostUnreachable', { host, port, detail: code || (evidence ?? '') }, { evidence, cause: error })
}

/** Waits for the identification line (RFC 4253 §4.2) and leaves every byte to be read again. */
function awaitGreeting(socket: Socket, { address: host, port }: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0)
    const refuse = (detail: ReturnType<typeof message>): void => {
      finish(
        fail('sshProtocol', { host, port, detail }, { evidence: printable(seen.toString('latin1'), 500) }),
      )
    }
    const onData = (chunk: Buffer): void => {
      seen = Buffer.concat([seen, chunk])
      const text = seen.toString('latin1')
      const hasEnd = /(?:^|\n)SSH-[^\n]*\n/.test(text)
      if (hasEnd) finish()
      else if (seen.length > greetingLimit) refuse(message('facts.greetingTooLong'))
    }
    const onEnd = (): void => {
      const text = printable(seen.toString('latin1'), 80).split('\n')[0] ?? ''
      const code = turnedAway(text)
      if (code === null) refuse(message('facts.greetingForeign', { text }))
      else finish(fail(code, { host, port }, text === '' ? {} : { evidence: text }))
    }
    function finish(error?: Error): void {
      socket.off('data', onData).off('end', onEnd).off('error', onEnd).off('close', onEnd).pause()
      if (error !== undefined) return reject(error)
      if (seen.length > 0) socket.unshift(seen)
      resolve()
    }
    socket.on('data', onData).on('end', onEnd).on('error', onEnd).on('close', onEnd)
  })
}

/**
 * What an sshd means that closes the door before its greeting: OpenSSH 9.8 and later say so to an address whose logins failed
 * (PerSourcePenalties of sshd_config(5)); all say so to one too many (MaxStartups). Null for what is no sshd.
 */
function turnedAway(text: string): 'sshPenalised' | 'sshBusy' | 'sshClosedEarly' | null {
  if (text === '') return 'sshClosedEarly'
  if (text.startsWith('Not allowed at this time')) return 'sshPenalised'
  return text.startsWith('Exceeded MaxStartups') ? 'sshBusy' : null
}
