/** What a mail conversation may cost at most. */
export interface MailLimits {
  /** Milliseconds until the connection stands. */
  readonly connect: number
  /** Milliseconds until a reply is complete. */
  readonly reply: number
  /** Milliseconds for the whole conversation. */
  readonly total: number
  /** Octets that the peer may send in all, TLS included. */
  readonly bytes: number
  /** Octets of one message that is read. */
  readonly message: number
}

const megabyte = 1_000_000

/** Limits that a slow but honest server never meets. */
export const defaultLimits: MailLimits = {
  // Long enough for a second way, such as SSH, to be tried after the direct one has failed.
  connect: 20_000,
  reply: 30_000,
  total: 180_000,
  bytes: 160 * megabyte,
  message: 64 * megabyte,
}
