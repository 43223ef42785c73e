import { message, type Message } from '#shared/message.ts'
import type { TranscriptLine } from '#shared/model/mail.ts'
import type { Secret } from '#shared/secret.ts'

const mask = '•••'
const maxLines = 400
const maxLength = 500
/** Shorter secrets would mask innocent text; the structural mask below covers them where they are sent. */
const scrubFrom = 4

/**
 * The words of a peer made safe to show: escape sequences and other control characters removed, bidirectional
 * overrides too, cut to 500 characters.
 */
export function displaySafe(text: string): string {
  const [head = '', ...escaped] = text.slice(0, maxLength * 4).split('\u001b')
  const plain = [head, ...escaped.map(afterEscape)]
    .join('')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => (character === '\t' ? ' ' : ''))
    .trimEnd()
  return plain.length > maxLength ? `${plain.slice(0, maxLength)}…` : plain
}

/** What is left of the text behind an escape character: control and operating system sequences go whole (ECMA-48 §5.4, §8.3.89). */
function afterEscape(text: string): string {
  if (text.startsWith(']')) {
    const bell = text.indexOf('\u0007')
    return bell === -1 ? '' : text.slice(bell + 1)
  }
  return text.replace(/^(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])/, '')
}

/**
 * A conversation as it is written down: credentials are masked before a line is kept, by the grammar of SMTP AUTH
 * (RFC 4954) and of POP3 PASS, APOP and AUTH (RFC 1939, RFC 5034). Bounded in lines and in their length.
 */
export class Transcript {
  readonly #began = performance.now()
  readonly #lines: TranscriptLine[] = []
  readonly #secrets: string[]
  /** True while the lines of the client are answers to a SASL challenge. */
  #inSasl = false

  /** `secrets` are also masked where a server repeats them. */
  constructor(secrets: readonly Secret[] = []) {
    const clear = secrets.map((secret) => secret.reveal('login')).filter((text) => text.length >= scrubFrom)
    this.#secrets = clear.flatMap((text) => [text, Buffer.from(text).toString('base64').replace(/=+$/, '')])
  }

  /** Masks one more text wherever it turns up, such as the encoded form in which a password is sent. */
  hide(text: string): void {
    if (text.length >= scrubFrom) this.#secrets.push(text)
  }

  get lines(): readonly TranscriptLine[] {
    return this.#lines
  }

  /** A command line that we send, without its line end. */
  client(line: string): void {
    this.#add('client', this.#masked(line))
  }

  /** A reply of the server; a reply of several lines becomes several. */
  server(reply: string): void {
    for (const line of reply.split(/\r?\n/)) {
      if (line === '') continue
      // A continuation (334 in SMTP, "+ " in POP3) asks for one more secret line; anything else ends the exchange.
      if (!/^(?:334\b|\+(?: |$))/.test(line)) this.#inSasl = false
      this.#add('server', line)
    }
  }

  /** A technical fact in between, such as the TLS version. */
  note(text: string): void {
    this.#add('note', text)
  }

  /** Says how much was left out at this place. */
  leftOut(much: { readonly entries: number } | { readonly octets: number }): void {
    const words =
      'entries' in much
        ? message('mail.leftOutEntries', { n: much.entries })
        : message('mail.leftOutOctets', { n: much.octets })
    this.#add('note', `⋯ ${'entries' in much ? much.entries : `${much.octets} B`} ⋯`, words)
  }

  /** The words of a peer, safe to show and free of the secrets of this conversation. */
  clean(text: string): string {
    let clean = text
    for (const secret of this.#secrets) clean = clean.replaceAll(secret, mask)
    return displaySafe(clean)
  }

  #masked(line: string): string {
    if (this.#inSasl) return mask
    const auth = /^(AUTH +[\w-]+)( +.+)?$/i.exec(line)
    if (auth !== null) {
      this.#inSasl = true
      return auth[2] === undefined ? line : `${auth[1]} ${mask}`
    }
    if (/^PASS\b/i.test(line)) return `PASS ${mask}`
    const apop = /^(APOP +\S+) /i.exec(line)
    return apop === null ? line : `${apop[1]} ${mask}`
  }

  #add(from: TranscriptLine['from'], text: string, words?: Message): void {
    if (this.#lines.length > maxLines) return
    const at = Math.round(performance.now() - this.#began)
    const full = this.#lines.length === maxLines
    this.#lines.push(
      full ? { at, from: 'note', text: '…' } : { at, from, text: this.clean(text), ...(words && { words }) },
    )
  }
}
