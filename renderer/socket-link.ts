import {
  type ClientContext,
  type ClientLink,
  type ClientOptions,
  mapEventIterator,
  ORPCError,
} from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { fail } from '#shared/fail.ts'

const longestWait = 10_000

/**
 * A link over a WebSocket that comes back: each call goes over the socket that is open, or waits a while for the next one.
 * A call or stream that a lost socket breaks fails with `coreUnreachable`; nothing is sent twice.
 */
export class SocketLink implements ClientLink<ClientContext> {
  readonly #url: string
  #open: Promise<OpenSocket> | null = null

  constructor(url: string) {
    this.#url = url
  }

  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    const open = await this.#socket()
    const inWords = (error: unknown): unknown => (open.isLost() ? unreachable(error) : error)
    try {
      const output = await open.link.call(path, input, options)
      if (!isStream(output)) return output
      return mapEventIterator(output, {
        value: (event: unknown) => Promise.resolve(event),
        error: (error) => Promise.resolve(inWords(error)),
      })
    } catch (error) {
      throw inWords(error)
    }
  }

  #socket(): Promise<OpenSocket> {
    this.#open ??= this.#connect()
    return this.#open
  }

  async #connect(): Promise<OpenSocket> {
    const until = Date.now() + longestWait
    for (let wait = 100; ; wait = Math.min(2 * wait, 2000)) {
      try {
        const open = await openSocket(this.#url)
        open.onLost(() => (this.#open = null))
        return open
      } catch (error) {
        if (Date.now() + wait > until) {
          this.#open = null
          throw unreachable(error)
        }
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }
}

function isStream(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}

interface OpenSocket {
  readonly link: RPCLink<ClientContext>
  isLost(): boolean
  onLost(tell: () => void): void
}

function openSocket(url: string): Promise<OpenSocket> {
  return new Promise((resolve, reject) => {
    const websocket = new WebSocket(url)
    websocket.binaryType = 'arraybuffer'
    const refused = (): void => reject(new Error('the socket does not open'))
    websocket.addEventListener('close', refused, { once: true })
    websocket.addEventListener(
      'open',
      () => {
        websocket.removeEventListener('close', refused)
        resolve({
          link: new RPCLink({ websocket }),
          isLost: () => websocket.readyState !== WebSocket.OPEN,
          onLost: (tell) => websocket.addEventListener('close', tell, { once: true }),
        })
      },
      { once: true },
    )
  })
}

function unreachable(cause: unknown): ORPCError<string, unknown> {
  const { failure } = fail('coreUnreachable')
  return new ORPCError('FAILURE', { defined: true, data: failure, cause })
}
