import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { BegunConnection } from '#core/ssh/connect.ts'
import type { Caller } from '#core/ssh/target.ts'
import type { Dialled } from './dial-early.ts'

/** A connection that was begun before the command line was understood; nobody logs in yet. */
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

/** Exchanges greetings and keys with the server that was dialled. */
export function takeUp({ caller, socket, at }: Dialled): EarlyConnection {
  const begun = import('#core/ssh/connect.ts').then(({ beginConnection }) => beginConnection(caller, socket))
  const answered = begun.then(() =>
    Promise.race([once(socket, 'data').catch(() => undefined), delay(patience)]),
  )
  let isTaken = false
  return {
    answered,
    takeFor: async ({ address, port, user }) => {
      const isSame = address === caller.address && port === caller.port && user === caller.user
      if (Date.now() > at + freshness && !isTaken) socket.destroy()
      if (isTaken || !isSame || socket.destroyed) return undefined
      isTaken = true
      return begun
    },
  }
}
