import { Duplex } from 'node:stream'
import { WireError } from './wire-error.ts'

/**
 * A stream over another that never hands on more than `maxBytes` in all and ends when its signal aborts, so that no
 * peer, in clear or under TLS, costs more memory or time than it is allowed.
 */
export class GuardedStream extends Duplex {
  readonly #inner: Duplex
  readonly #maxBytes: number
  readonly #signal: AbortSignal
  #received = 0
  /** Why the guard stepped in; null as long as it did not. */
  violation: WireError | null = null

  constructor(inner: Duplex, maxBytes: number, signal: AbortSignal) {
    super({ allowHalfOpen: true })
    this.#inner = inner
    this.#maxBytes = maxBytes
    this.#signal = signal
    inner.on('data', this.#onData)
    inner.on('end', () => this.push(null))
    inner.on('error', (error) => this.destroy(error))
    inner.on('close', () => {
      if (!this.readableEnded && !this.destroyed) this.push(null)
    })
    inner.pause()
    signal.addEventListener('abort', this.#onAbort)
    if (signal.aborted) this.#onAbort()
  }

  /** Here because libraries take us for a socket; time is kept by the signal instead. */
  setTimeout(): this {
    return this
  }

  override _read(): void {
    this.#inner.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#inner.destroyed || this.#inner.writableEnded) {
      done(new WireError('closed'))
      return
    }
    this.#inner.write(chunk, done)
  }

  override _final(done: () => void): void {
    this.#inner.end()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#signal.removeEventListener('abort', this.#onAbort)
    this.#inner.off('data', this.#onData)
    this.#inner.destroy()
    // A turn later, so that TLS above tells its reason before our close is taken for one.
    setImmediate(done, error)
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#received += chunk.length
    if (this.#received > this.#maxBytes) {
      this.#violate(new WireError('tooMuch'))
      return
    }
    if (!this.push(chunk)) this.#inner.pause()
  }

  readonly #onAbort = (): void => {
    const reason: unknown = this.#signal.reason
    const late = reason instanceof DOMException && reason.name === 'TimeoutError'
    this.#violate(new WireError(late ? 'silent' : 'cancelled'))
  }

  #violate(error: WireError): void {
    this.violation ??= error
    this.destroy(error)
  }
}
