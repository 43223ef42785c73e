import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Who may enter browser mode: whoever brings the token of the printed address, once, and from then on the cookie that it was
 * exchanged for; and only under our own name and origin, so that no foreign page, nor a name that was rebound to
 * 127.0.0.1, can speak for the user.
 */
export class Access {
  readonly #port: number
  readonly #sessions = new Set<string>()
  #token = newSecret()

  constructor(port: number) {
    this.#port = port
  }

  /** The token that the next browser has to bring. */
  get token(): string {
    return this.#token
  }

  /** The cookie of a new session, as a Set-Cookie header (RFC 6265bis §5.4); null when the token is not the present one. */
  exchange(token: string): string | null {
    if (!same(token, this.#token)) return null
    this.#token = newSecret()
    const session = newSecret()
    this.#sessions.add(session)
    return `${this.#cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** Whether the request is addressed to us by name: 127.0.0.1 or localhost, with our port. */
  isOurHost({ headers }: IncomingMessage): boolean {
    return headers.host !== undefined && this.#hosts.includes(headers.host)
  }

  /** Whether the page that asks is ours; a browser says so with every WebSocket (RFC 6455 §10.2). */
  isOurOrigin({ headers }: IncomingMessage): boolean {
    return headers.origin === `http://${headers.host}`
  }

  /** Whether the request carries the cookie of a session. */
  hasSession({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
    const given = cookies.filter(([name]) => name === this.#cookieName).map(([, value]) => value ?? '')
    return [...this.#sessions].some((session) => given.some((value) => same(value, session)))
  }

  get #hosts(): readonly string[] {
    return [`127.0.0.1:${this.#port}`, `localhost:${this.#port}`]
  }

  /** Cookies know no ports (RFC 6265 §8.5): the name tells two servers on this machine apart. */
  get #cookieName(): string {
    return `mailwright-${this.#port}`
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
