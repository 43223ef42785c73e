import type { SshSession } from './session.ts'

/** Opens a fresh connection to one host; called again when the line was lost. */
export interface Connector {
  open(signal?: AbortSignal): Promise<SshSession>
}
