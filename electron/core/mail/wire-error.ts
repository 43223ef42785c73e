/**
 * How a conversation broke without the peer naming a reason: it closed, kept silent, sent a line or an amount beyond
 * the limit, slipped data in before TLS, or we were told to stop.
 */
export type WireErrorKind =
  'closed' | 'silent' | 'overlong' | 'tooMuch' | 'injected' | 'protocol' | 'cancelled'

/** A broken conversation, before it is put into words for people. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly kind: WireErrorKind
  /** What the peer said last, where that explains the break. */
  readonly said: string

  constructor(kind: WireErrorKind, said = '') {
    super(kind)
    this.kind = kind
    this.said = said
  }
}
