import { message, type Message } from '#shared/message.ts'

/** Where apt and dpkg are: the part of their work that is done, from 0 to 1, and what they are at. */
export interface PackageProgress {
  readonly done: number
  readonly text: Message
}

const headline =
  /^(\d+) upgraded, (\d+) newly installed, (?:\d+ reinstalled, )?(?:\d+ downgraded, )?(\d+) to remove/
const fetching = /^Get:\d+ \S+ \S+ \S+ ([a-z0-9][a-z0-9.+-]*) /
const working = /^(Unpacking|Setting up|Removing|Purging configuration files for) ([a-z0-9][a-z0-9.+-]*)/

const texts = {
  Unpacking: (name: string) => message('cli.packageUnpacking', { name }),
  'Setting up': (name: string) => message('cli.packageSettingUp', { name }),
  Removing: (name: string) => message('cli.packageRemoving', { name }),
  'Purging configuration files for': (name: string) => message('cli.packageRemoving', { name }),
} as const

/** The parts of the whole that downloads, unpacking and setting up take, as far as they come at all. */
const shares = { fetch: 0.3, unpack: 0.3, settle: 0.4 } as const

/**
 * Reads what apt-get (-q) and dpkg print, line by line, in the C locale. Answers where they are after a line that tells it, null
 * for any other. How much there is to do comes from apt's own summary; without it `done` stays 0.
 */
export class PackageReader {
  #packages = 0
  readonly #fetched = new Set<string>()
  readonly #unpacked = new Set<string>()
  readonly #settled = new Set<string>()

  read(line: string): PackageProgress | null {
    const counts = headline.exec(line)
    if (counts !== null) this.#packages = Number(counts[1]) + Number(counts[2]) + Number(counts[3])
    const fetched = fetching.exec(line)?.[1]
    if (fetched !== undefined) {
      this.#fetched.add(fetched)
      return { done: this.#done(), text: message('cli.packageFetching', { name: fetched }) }
    }
    const [, verb, name = ''] = working.exec(line) ?? []
    if (!isVerb(verb)) return null
    ;(verb === 'Unpacking' ? this.#unpacked : this.#settled).add(name)
    return { done: this.#done(), text: texts[verb](name) }
  }

  #done(): number {
    if (this.#packages === 0) return 0
    const part = (names: ReadonlySet<string>): number => Math.min(1, names.size / this.#packages)
    // Where dpkg is at work, nothing is left to be fetched.
    const fetched = this.#unpacked.size + this.#settled.size > 0 ? 1 : part(this.#fetched)
    return fetched * shares.fetch + part(this.#unpacked) * shares.unpack + part(this.#settled) * shares.settle
  }
}

function isVerb(word: string | undefined): word is keyof typeof texts {
  return word !== undefined && Object.hasOwn(texts, word)
}
