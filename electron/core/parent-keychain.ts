import type { FromCore, ToCore } from './process-messages.ts'
import type { Keychain } from './vault/vault.ts'

interface Waiting {
  readonly resolve: (answer: Uint8Array) => void
  readonly reject: (refusal: Error) => void
}

/** The system's keychain, which only the parent process can ask. */
export class ParentKeychain implements Keychain {
  readonly #send: (message: FromCore) => void
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0

  constructor(send: (message: FromCore) => void) {
    this.#send = send
  }

  wrap(key: Uint8Array): Promise<Uint8Array> {
    return this.#ask('wrap', key)
  }

  unwrap(key: Uint8Array): Promise<Uint8Array> {
    return this.#ask('unwrap', key)
  }

  /** Takes the parent's answer to an earlier question. */
  answered({ ask, answer, refusal }: ToCore & { kind: 'keychain' }): void {
    const waiting = this.#waiting.get(ask)
    this.#waiting.delete(ask)
    if (answer === null) waiting?.reject(new Error(refusal))
    else waiting?.resolve(answer)
  }

  #ask(act: 'wrap' | 'unwrap', key: Uint8Array): Promise<Uint8Array> {
    this.#asked += 1
    const ask = this.#asked
    return new Promise((resolve, reject) => {
      this.#waiting.set(ask, { resolve, reject })
      this.#send({ kind: 'keychain', ask, act, key: Uint8Array.from(key) })
    })
  }
}
