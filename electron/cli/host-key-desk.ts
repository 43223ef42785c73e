import { message } from '#shared/message.ts'
import type { HostKey, HostKeyPolicy } from '#core/ssh/host-key.ts'
import { askYesOrNo } from './ask.ts'
import type { HostAddress } from './host-address.ts'
import type { HostKeyPins } from './host-key-pins.ts'
import type { Terminal } from './terminal.ts'

/** What the command line says of the server's key. */
export interface HostKeyWish {
  readonly host: HostAddress
  /** The fingerprint given by `--host-key`; it outweighs an approved one. */
  readonly hostKey: string | undefined
  readonly acceptNewHostKey: boolean
}

/**
 * Judges the key of a server for one call. An unknown one is refused first and asked about when that connection is over, so
 * that comparing may take as long as it takes; what was approved is remembered at once, whatever comes of the login.
 */
export class HostKeyDesk {
  readonly #wish: HostKeyWish
  readonly #openPins: () => Promise<HostKeyPins>
  #approved: string | null = null
  #shown: HostKey | null = null

  constructor(wish: HostKeyWish, openPins: () => Promise<HostKeyPins>) {
    this.#wish = wish
    this.#openPins = openPins
  }

  /** How the key of the next connection is judged. A key that was given needs no look at the approved ones. */
  async policy(): Promise<HostKeyPolicy> {
    const { host, hostKey, acceptNewHostKey } = this.#wish
    const known = hostKey ?? this.#approved ?? (await this.#openPins()).find(host)?.fingerprint ?? null
    return {
      pinned: known === null ? [] : [known],
      verify: async (key) => {
        this.#shown = key
        if (!acceptNewHostKey) return 'refuse'
        await this.#approve(key)
        return 'accept'
      },
    }
  }

  /** Asks about the key that a connection was refused for; false where there is none, or nobody who says yes. */
  async approvesShown(terminal: Terminal): Promise<boolean> {
    const key = this.#shown
    if (key === null) return false
    const question = message('cli.askHostKey', { host: this.#wish.host.address, ...key })
    if (!(await askYesOrNo(terminal, question, message('cli.answerYesOrNo')))) return false
    await this.#approve(key)
    return true
  }

  /** Remembers the key of a server that one is logged in to; rejects where that cannot be. */
  async remember(key: HostKey): Promise<void> {
    const pins = await this.#openPins()
    const pinned = pins.find(this.#wish.host)
    if (key.fingerprint !== pinned?.fingerprint) pins.pin(this.#wish.host, key, pinned)
  }

  async #approve(key: HostKey): Promise<void> {
    this.#approved = key.fingerprint
    // What is wrong with it is told after the login.
    await this.remember(key).catch(() => undefined)
  }
}
