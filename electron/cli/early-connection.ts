import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { BegunConnection } from '#core/ssh/connect.ts'
import { dial } from '#core/ssh/greeting.ts'
import type { Caller } from '#core/ssh/target.ts'

/** A connection that was begun before the command line was understood: meanwhile the server starts its sshd. */
export interface EarlyConnection {
  /** Resolves when the server's proposal of keys was answered, or takes too long: it works while more is loaded. */
  readonly answered: Promise<unknown>
  /** Gives the connection, once, where it leads to this server and was begun a moment ago. */
  takeFor(caller: Caller): Promise<BegunConnection | undefined>
}

/** Milliseconds for a server that is near; a distant one needs more than the load that waits for it. */
const patience = 5

/** Milliseconds after which a server may have lost its patience with somebody who says nothing more. */
const freshness = 5_000

/** Connects to what follows `--host` where that is plain to see; null otherwise, as for help. Nobody logs in yet. */
export function connectEarly(argv: readonly string[]): EarlyConnection | null {
  const at = argv.lastIndexOf('--host')
  const [, user, address, port = '22'] =
    /^([^@]+)@([A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(argv[at + 1] ?? '') ?? []
  if (at < 1 || !user || !address || Number(port) > 65_535 || argv.includes('--help')) return null
  const caller = { address, port: Number(port), user }
  const until = Date.now() + freshness
  const socket = dial(caller)
  const begun = import('#core/ssh/connect.ts').then(({ beginConnection }) => beginConnection(caller, socket))
  const answered = begun.then(() =>
    Promise.race([once(socket, 'data').catch(() => undefined), delay(patience)]),
  )
  let isTaken = false
  return {
    answered,
    takeFor: async (wanted) => {
      const isSame = wanted.address === address && wanted.port === caller.port && wanted.user === user
      if (Date.now() > until && !isTaken) socket.destroy()
      if (isTaken || !isSame || socket.destroyed) return undefined
      isTaken = true
      return begun
    },
  }
}
