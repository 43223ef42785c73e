import type { Socket } from 'node:net'
import { dial, type Endpoint } from '#core/ssh/greeting.ts'

/** A connection that was begun before the command line was understood: meanwhile the server starts its sshd. */
export interface EarlyDial {
  /** Gives the connection, once, where it leads to this server. */
  takeFor(endpoint: Endpoint): Socket | undefined
}

/** Dials what follows `--host` where that is plain to see; null otherwise, as for help. Nothing is sent. */
export function dialEarly(argv: readonly string[]): EarlyDial | null {
  const at = argv.lastIndexOf('--host')
  const [, address, port = '22'] = /^[^@]+@([A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(argv[at + 1] ?? '') ?? []
  if (at < 1 || address === undefined || Number(port) > 65_535 || argv.includes('--help')) return null
  const endpoint = { address, port: Number(port) }
  let socket: Socket | undefined = dial(endpoint)
  return {
    takeFor: (wanted) => {
      const isSame = wanted.address === endpoint.address && wanted.port === endpoint.port
      const taken = isSame ? socket : undefined
      if (isSame) socket = undefined
      return taken
    },
  }
}
