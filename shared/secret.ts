const hidden = '•••'

/**
 * A password or key that cannot be printed by accident: string conversion, JSON and inspection all give `•••`.
 * Its text is only reached through `reveal`, which names the purpose at the place where it leaves our hands.
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The text in clear; `purpose` documents the call and is not used. */
  reveal(_purpose: 'login' | 'stdin' | 'file-body' | 'hash' | 'seal'): string {
    return this.#text
  }

  get isEmpty(): boolean {
    return this.#text === ''
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden
  }
}
