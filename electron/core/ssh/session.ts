import type { Duplex } from 'node:stream'
import type { Client, ClientChannel } from 'ssh2'
import { fail } from '#shared/fail.ts'
import type { Secret } from '#shared/secret.ts'
import type { Dial } from '#core/mail/dial.ts'
import type { HostKey } from './host-key.ts'
import { printable } from './printable.ts'
import { remoteProcess, type CommandExit, type RemoteProcess } from './remote-process.ts'
import type { SshTarget } from './target.ts'

export interface ExecOptions {
  readonly stdin?: Buffer | string | AsyncIterable<Buffer | string>
  /** Aborted: the command is ended and the call rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** Bytes of standard output; more of it is the failure outputTooLarge. */
  readonly maxOutput?: number
  /** Told of standard output as it comes. */
  readonly onStdout?: (chunk: Buffer) => void
}

export interface CommandResult extends CommandExit {
  readonly stdout: Buffer
  /** At most its first 64 KiB. */
  readonly stderr: string
}

/** A connection on which one is logged in. */
export interface SshSession {
  readonly address: string
  readonly user: string
  readonly hostKey: HostKey
  readonly sudoPassword: Secret | null
  /** Commands started so far. */
  readonly commands: number
  /**
   * Runs a command line in the login shell of the user and resolves with whatever status it ends; rejects with sessionRefused,
   * outputTooLarge, connectionLost, or the signal's reason.
   */
  exec(command: string, options?: ExecOptions): Promise<CommandResult>
  /** Starts a command that is read while it runs. */
  start(command: string, signal?: AbortSignal): Promise<RemoteProcess>
  /** Connects on from the server, as if a program there dialled; rejects with forwardingRefused. */
  readonly dial: Dial
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>
  close(): void
}

const defaultMaxOutput = 16 * 1024 * 1024

/** The session of a client that is logged in. */
export function openSession(client: Client, target: SshTarget, hostKey: HostKey): SshSession {
  const host = target.address
  let commands = 0
  let isOpen = true
  const lost = (): Error => fail('connectionLost', { host })
  const closed = new Promise<void>((resolve) => {
    client.once('close', () => {
      isOpen = false
      resolve()
    })
  })

  const start = async (command: string, signal?: AbortSignal): Promise<RemoteProcess> => {
    signal?.throwIfAborted()
    if (!isOpen) throw lost()
    commands += 1
    const open = (done: ChannelCallback): unknown => client.exec(command, done)
    const wrap = (channel: ClientChannel): RemoteProcess => remoteProcess(channel, lost, signal)
    return openChannel(open, wrap, signal).catch((error: unknown) => {
      throw translate(error, isOpen, lost, (detail) => fail('sessionRefused', { host, detail }))
    })
  }

  const dial: Dial = async (toHost, toPort, signal) => {
    signal?.throwIfAborted()
    if (!isOpen) throw lost()
    const open = (done: ChannelCallback): unknown => client.forwardOut('127.0.0.1', 0, toHost, toPort, done)
    return openChannel(open, (channel): Duplex => channel, signal).catch((error: unknown) => {
      const toTarget = toHost.includes(':') ? `[${toHost}]:${toPort}` : `${toHost}:${toPort}`
      throw translate(error, isOpen, lost, (detail) =>
        fail('forwardingRefused', { host, target: toTarget, detail }),
      )
    })
  }

  return {
    address: host,
    user: target.user,
    hostKey,
    sudoPassword: target.sudoPassword,
    get commands() {
      return commands
    },
    start,
    exec: async (command, options = {}) => collect(await start(command, options.signal), options, host),
    dial,
    closed,
    close: () => void client.end(),
  }
}

type ChannelCallback = (error: Error | undefined, channel: ClientChannel) => void

/**
 * Opens a channel; one that opens after the signal's abort is closed at once. It is wrapped within the very call in which ssh2
 * gives it, as the command's end may come in the same packet and would be missed later.
 */
function openChannel<T>(
  open: (done: ChannelCallback) => unknown,
  wrap: (channel: ClientChannel) => T,
  signal: AbortSignal | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'))
    signal?.addEventListener('abort', onAbort, { once: true })
    open((error, channel) => {
      signal?.removeEventListener('abort', onAbort)
      if (error) reject(error)
      else if (signal?.aborted) channel.destroy()
      else resolve(wrap(channel))
    })
  })
}

function translate(
  error: unknown,
  isOpen: boolean,
  lost: () => Error,
  refused: (detail: string) => Error,
): unknown {
  if (!(error instanceof Error) || error.name === 'AbortError' || error.name === 'TimeoutError') return error
  if (!isOpen || /not connected|no response from server/i.test(error.message)) return lost()
  return refused(printable(error.message.replace('(SSH) Channel open failure: ', ''), 200))
}

async function collect(process: RemoteProcess, options: ExecOptions, host: string): Promise<CommandResult> {
  const limit = options.maxOutput ?? defaultMaxOutput
  const chunks: Buffer[] = []
  let size = 0
  void feed(process, options.stdin)
  for await (const chunk of process.stdout) {
    size += chunk.length
    if (size > limit) {
      process.stop()
      throw fail('outputTooLarge', { host, limit })
    }
    chunks.push(chunk)
    options.onStdout?.(chunk)
  }
  const exit = await process.exit
  return { ...exit, stdout: Buffer.concat(chunks), stderr: process.errorText() }
}

async function feed(process: RemoteProcess, stdin: ExecOptions['stdin']): Promise<void> {
  try {
    if (typeof stdin === 'string' || Buffer.isBuffer(stdin)) await process.write(stdin)
    else if (stdin !== undefined) for await (const chunk of stdin) await process.write(chunk)
    process.endInput()
  } catch (error) {
    process.stop(error)
  }
}
