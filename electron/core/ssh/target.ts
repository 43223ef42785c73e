import type { Secret } from '#shared/secret.ts'

/** How one logs in. A password also answers keyboard-interactive questions (RFC 4256), which is how PAM asks. */
export type SshAuth =
  | { readonly kind: 'password'; readonly password: Secret }
  | { readonly kind: 'key'; readonly privateKey: Secret; readonly passphrase: Secret | null }
  /** Socket or pipe of the agent; the environment's or the system's own where absent. */
  | { readonly kind: 'agent'; readonly socket?: string }

/** Where to connect to, and as whom. */
export interface SshTarget {
  /** Name or IP address. */
  readonly address: string
  readonly port: number
  readonly user: string
  readonly auth: SshAuth
  /** For users other than root whose sudo asks; tried once, never twice. */
  readonly sudoPassword: Secret | null
  /** Milliseconds between two questions whether the other side is still there; three unanswered end the connection. */
  readonly keepalive?: number
}
