const hidden = '•••'
const shortest = 4
/** Whole programs and plans are sealed too; no message quotes them whole. */
const longest = 16 * 1024

const knownShapes: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // crypt(5) hashes and Dovecot's, with or without their scheme.
  /\$(?:[0-9a-z]{1,2}|y|gy|sha1|md5|argon2id?)\$[^\s:"']{8,}/gi,
  /\b(AUTH (?:PLAIN|LOGIN)) \S+/gi,
]

/** Takes secrets out of text: those that passed through this process, and what has the shape of a key or a hash. */
export class Scrubber {
  readonly #secrets = new Set<string>()

  /** From now on this text is hidden wherever it stands; texts too short to tell from words, or too long to be quoted, are left out. */
  hide(secret: string): void {
    if (secret.length < shortest || secret.length > longest) return
    this.#secrets.add(secret)
    const quoted = JSON.stringify(secret).slice(1, -1)
    if (quoted !== secret) this.#secrets.add(quoted)
  }

  /** The text with `•••` in place of every secret. */
  clean(text: string): string {
    let cleaned = text
    // The longest first, as one secret may be part of another.
    for (const secret of [...this.#secrets].sort((a, b) => b.length - a.length)) {
      cleaned = cleaned.replaceAll(secret, hidden)
    }
    for (const shape of knownShapes) {
      cleaned = cleaned.replace(shape, (_match, kept: unknown) =>
        typeof kept === 'string' ? `${kept} ${hidden}` : hidden,
      )
    }
    return cleaned
  }
}
