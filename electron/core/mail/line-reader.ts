import type { Duplex } from 'node:stream'
import { WireError } from './wire-error.ts'

const lineFeed = 0x0a
const highWater = 256 * 1024
const initialCapacity = 4 * 1024

/**
 * Cuts a byte stream into lines, however its chunks are split. Bytes pass untouched; nothing is decoded. What is not
 * asked for stays in the stream, which is paused meanwhile.
 */
export class LineReader {
  readonly #stream: Duplex
  #bytes: Buffer = Buffer.allocUnsafe(initialCapacity)
  #start = 0
  #end = 0
  #scanned = 0
  #broken: Error | null = null
  #wake: (() => void) | null = null

  constructor(stream: Duplex) {
    this.#stream = stream
    stream.on('data', this.#onData)
    stream.on('end', this.#onEnd)
    stream.on('close', this.#onEnd)
    stream.on('error', this.#onError)
  }

  /**
   * The next line with its line feed, as the peer sent it. Throws a WireError when the line grows past `limit` bytes
   * (overlong), nothing complete comes within `timeout` milliseconds (silent) or the stream ends (closed).
   */
  async readLine(limit: number, timeout: number): Promise<Buffer> {
    const deadline = performance.now() + timeout
    for (;;) {
      const line = this.#take(limit)
      if (line !== null) return line
      if (this.#broken !== null) throw this.#broken
      await this.#more(deadline - performance.now())
    }
  }

  /** Lets go of the stream and returns how many bytes had come that nobody asked for. */
  release(): number {
    this.#stream.pause()
    this.#stream.off('data', this.#onData)
    this.#stream.off('end', this.#onEnd)
    this.#stream.off('close', this.#onEnd)
    this.#stream.off('error', this.#onError)
    const left = this.#end - this.#start + this.#stream.readableLength
    this.#start = this.#end
    return left
  }

  #take(limit: number): Buffer | null {
    const at = this.#bytes.subarray(0, this.#end).indexOf(lineFeed, this.#scanned)
    const length = (at === -1 ? this.#end : at + 1) - this.#start
    if (length > limit) throw new WireError('overlong')
    if (at === -1) {
      this.#scanned = this.#end
      return null
    }
    const line = Buffer.from(this.#bytes.subarray(this.#start, at + 1))
    this.#start = at + 1
    this.#scanned = this.#start
    return line
  }

  async #more(time: number): Promise<void> {
    if (time <= 0) throw new WireError('silent')
    const waited = Promise.withResolvers<void>()
    const timer = setTimeout(() => waited.reject(new WireError('silent')), time)
    this.#wake = waited.resolve
    this.#stream.resume()
    try {
      await waited.promise
    } finally {
      clearTimeout(timer)
      this.#wake = null
    }
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#append(chunk)
    if (this.#end - this.#start > highWater) this.#stream.pause()
    this.#wake?.()
  }

  readonly #onEnd = (): void => {
    this.#broken ??= new WireError('closed')
    this.#wake?.()
  }

  readonly #onError = (error: Error): void => {
    this.#broken ??= error
    this.#wake?.()
  }

  /** Grows by doubling, so that a line coming byte by byte costs linear time. */
  #append(chunk: Buffer): void {
    const needed = this.#end - this.#start + chunk.length
    if (this.#end + chunk.length > this.#bytes.length) {
      const room = needed > this.#bytes.length / 2 ? Buffer.allocUnsafe(needed * 2) : this.#bytes
      this.#bytes.copy(room, 0, this.#start, this.#end)
      this.#end -= this.#start
      this.#scanned -= this.#start
      this.#start = 0
      this.#bytes = room
    }
    chunk.copy(this.#bytes, this.#end)
    this.#end += chunk.length
  }
}
