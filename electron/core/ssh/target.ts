import type { Secret } from '#shared/secret.ts'

/** How one logs in. A password also answers keyboard-interactive questions (RFC 4256), which is how PAM asks. */
export type SshAuth =
  | { readonly kind: 'password'; readonly password: Secret }
  | { readonly kind: 'key'; readonly privateKey: Secret; readonly passphrase: Secret | null }
  /** Socket or pipe of the agent; the environment's or the system's own where absent. */
  | { readonly kind: 'agent'; readonly socket?: string }

/** Where a connection leads and the name of who logs in: all that is needed until the server has shown its key. */
export interface Caller {
  /** Name or IP address. */
  readonly address: string
  readonly port: number
  readonly user: string
}

/** Where to connect to, as whom, and how. */
export interface SshTarget extends Caller {
  readonly auth: SshAuth
  /** For users other than root whose sudo asks; tried once, never twice. */
  readonly sudoPassword: Secret | null
}
