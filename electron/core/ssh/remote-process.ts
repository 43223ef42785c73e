import type { ClientChannel } from 'ssh2'

/** How a command ended: `code` is null where a signal ended it. */
export interface CommandExit {
  readonly code: number | null
  readonly signal: string | null
}

/** A command that runs on the server. */
export interface RemoteProcess {
  /**
   * Standard output as it comes, for one reader, who slows the server down by reading slowly. Ends with the output; throws
   * what `exit` rejects with.
   */
  readonly stdout: AsyncIterable<Buffer>
  /** Rejects with connectionLost, or with the reason for which it was stopped. */
  readonly exit: Promise<CommandExit>
  /** What came over standard error so far, at most 64 KiB. */
  errorText(): string
  /** Called whenever standard error grows, with all of it so far. */
  onErrorText(listener: (text: string) => void): void
  /** Resolves when the line takes more; a process that has ended swallows what it is given. */
  write(data: Buffer | string): Promise<void>
  endInput(): void
  /** Ends it from here: the reader's end is at once, the server's when it notices. */
  stop(reason?: unknown): void
}

const errorLimit = 64 * 1024
const queueLimit = 1024 * 1024

/** Wraps the channel of a command; `lost` makes the failure for a channel that closed without an exit status. */
export function remoteProcess(
  channel: ClientChannel,
  lost: () => Error,
  signal?: AbortSignal,
): RemoteProcess {
  const output = new ChunkQueue(channel)
  let errors = Buffer.alloc(0)
  const errorListeners: ((text: string) => void)[] = []
  const errorText = (): string => errors.toString('utf8')
  channel.stderr.on('data', (chunk: Buffer) => {
    if (errors.length >= errorLimit) return
    errors = Buffer.concat([errors, chunk]).subarray(0, errorLimit)
    for (const listener of errorListeners) listener(errorText())
  })

  let settle: (exit: CommandExit | Error) => void = () => undefined
  const exit = new Promise<CommandExit>((resolve, reject) => {
    settle = (result) => {
      signal?.removeEventListener('abort', onAbort)
      if (result instanceof Error) reject(result)
      else resolve(result)
      output.end(result instanceof Error ? result : null)
    }
  })
  // Whoever reads the output is told; nobody has to wait for the status too.
  exit.catch(() => undefined)

  const stop = (reason?: unknown): void => {
    settle(reason instanceof Error ? reason : Object.assign(new Error('stopped'), { name: 'AbortError' }))
    channel.signal('TERM')
    channel.close()
    channel.resume()
  }
  const onAbort = (): void => stop(signal?.reason)
  let ended: CommandExit | null = null
  channel.on('exit', (code: number | null, name?: string) => {
    ended = { code, signal: name ?? null }
  })
  // ssh2 tells of an error of the line by closing every channel.
  channel.on('error', () => undefined)
  channel.on('close', () => settle(ended ?? lost()))
  signal?.addEventListener('abort', onAbort)
  if (signal?.aborted) onAbort()

  return {
    stdout: output,
    exit,
    errorText,
    onErrorText: (listener) => void errorListeners.push(listener),
    write: (data) => writeAll(channel, data, exit),
    endInput: () => void (channel.writable && channel.end()),
    stop,
  }
}

async function writeAll(
  channel: ClientChannel,
  data: Buffer | string,
  exit: Promise<unknown>,
): Promise<void> {
  if (!channel.writable) return
  const taken = new Promise<void>((resolve) => void channel.write(data, () => resolve()))
  // ssh2 never calls back for a channel that the server closed.
  await Promise.race([taken, exit.then(noop, noop)])
}

const noop = (): void => undefined

/** Chunks between the channel and one reader; pauses the channel while the reader is behind. */
class ChunkQueue implements AsyncIterable<Buffer> {
  readonly #channel: ClientChannel
  #chunks: Buffer[] = []
  #size = 0
  #ended = false
  #error: Error | null = null
  #wake: (() => void) | null = null

  constructor(channel: ClientChannel) {
    this.#channel = channel
    channel.on('data', (chunk: Buffer) => {
      if (this.#ended) return
      this.#chunks.push(chunk)
      this.#size += chunk.length
      if (this.#size > queueLimit) channel.pause()
      this.#wake?.()
    })
  }

  end(error: Error | null): void {
    if (this.#ended) return
    this.#ended = true
    this.#error = error
    this.#wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (chunk !== undefined) {
        this.#size -= chunk.length
        if (this.#size <= queueLimit && this.#channel.isPaused()) this.#channel.resume()
        yield chunk
      } else if (this.#error !== null) throw this.#error
      else if (this.#ended) return
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
    }
  }
}
