import { randomBytes } from 'node:crypto'

/** A mark that no other output holds by chance: what a program prints is found between two of them. */
export function newMark(): string {
  return `mw-${randomBytes(16).toString('hex')}`
}

/**
 * Finds the framed part of an output that comes in pieces. What stands before `MARK-ready` and after `MARK-end STATUS` is
 * noise of login scripts and is dropped; a piece is passed on at once but for what may be the beginning of the end.
 */
export class FrameReader {
  readonly #ready: Buffer
  readonly #end: Buffer
  #rest = Buffer.alloc(0)
  #state: 'before' | 'inside' | 'after' = 'before'
  #status = ''
  #noise = Buffer.alloc(0)

  constructor(mark: string) {
    this.#ready = Buffer.from(`${mark}-ready\n`)
    this.#end = Buffer.from(`${mark}-end `)
  }

  get isReady(): boolean {
    return this.#state !== 'before'
  }

  /** The program's status, or null while the end was not seen. */
  get status(): number | null {
    const match = /^(\d{1,3})\n/.exec(this.#status)
    return match === null ? null : Number(match[1])
  }

  /** What came before the frame, at most 16 KiB. */
  get noise(): string {
    return this.#noise.toString('utf8')
  }

  /** Takes a piece of the output and gives the framed bytes that are certain by now. */
  push(chunk: Buffer): Buffer {
    if (this.#state === 'after') {
      if (this.#status.length < 8) this.#status += chunk.subarray(0, 8).toString('latin1')
      return Buffer.alloc(0)
    }
    let data = Buffer.concat([this.#rest, chunk])
    if (this.#state === 'before') {
      this.#noise = Buffer.concat([this.#noise, chunk]).subarray(0, 16 * 1024)
      const at = data.indexOf(this.#ready)
      if (at < 0) {
        this.#rest = data.subarray(Math.max(0, data.length - this.#ready.length))
        return Buffer.alloc(0)
      }
      this.#state = 'inside'
      data = data.subarray(at + this.#ready.length)
    }
    const at = data.indexOf(this.#end)
    if (at >= 0) {
      this.#state = 'after'
      this.#status = data.subarray(at + this.#end.length, at + this.#end.length + 8).toString('latin1')
      this.#rest = Buffer.alloc(0)
      return data.subarray(0, at)
    }
    const kept = this.#beginningOfEnd(data)
    this.#rest = data.subarray(data.length - kept)
    return data.subarray(0, data.length - kept)
  }

  #beginningOfEnd(data: Buffer): number {
    for (let length = Math.min(data.length, this.#end.length - 1); length > 0; length -= 1)
      if (data.subarray(data.length - length).equals(this.#end.subarray(0, length))) return length
    return 0
  }
}
