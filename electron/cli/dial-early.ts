import type { Socket } from 'node:net'
import { dial } from '#core/ssh/dial.ts'
import type { Caller } from '#core/ssh/target.ts'

/** A connection that was dialled before the program was loaded: meanwhile the server starts its sshd. */
export interface Dialled {
  readonly caller: Caller
  readonly socket: Socket
  /** Since when, in milliseconds. */
  readonly at: number
}

/** Dials what follows `--host` where that is plain to see; null otherwise, as for help. */
export function dialEarly(argv: readonly string[]): Dialled | null {
  const at = argv.lastIndexOf('--host')
  const [, user, address, port = '22'] =
    /^([^@]+)@([A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(argv[at + 1] ?? '') ?? []
  if (at < 1 || !user || !address || Number(port) > 65_535 || argv.includes('--help')) return null
  const caller = { address, port: Number(port), user }
  return { caller, socket: dial(caller), at: Date.now() }
}
