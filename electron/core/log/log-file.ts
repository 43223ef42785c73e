import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Scrubber } from './scrubber.ts'

const largest = 1024 * 1024

/** The program's own log: one line an entry, scrubbed, readable by this user alone, at most two files of 1 MiB. */
export class LogFile {
  readonly path: string
  readonly #scrubber: Scrubber

  constructor(directory: string, scrubber: Scrubber) {
    this.path = join(directory, 'logs', 'mailwright.log')
    this.#scrubber = scrubber
  }

  /** Writes down an error with its stack and causes; a log that cannot be written stops nothing. */
  error(where: string, error: unknown): void {
    this.#write('error', `${where}: ${describe(error)}`)
  }

  note(text: string): void {
    this.#write('note', text)
  }

  #write(level: string, text: string): void {
    const cleaned = this.#scrubber.clean(text).replaceAll('\n', '\n    ')
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 })
      this.#turnOver()
      appendFileSync(this.path, `${new Date().toISOString()} ${level} ${cleaned}\n`, { mode: 0o600 })
    } catch {
      // A full disk must not take the program down with it.
    }
  }

  #turnOver(): void {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0
    if (size < largest) return
    renameSync(this.path, `${this.path}.1`)
    chmodSync(`${this.path}.1`, 0o600)
  }
}

function describe(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? `${error.name}: ${error.message}`
  return error.cause === undefined || depth > 3
    ? own
    : `${own}\ncaused by ${describe(error.cause, depth + 1)}`
}
