import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * Opens a byte stream to a host and port as seen from where it runs: this machine, or a server at the end of an SSH
 * connection. Rejects with an error whose `code` or text tells why; an aborted signal ends the attempt.
 */
export type Dial = (host: string, port: number, signal?: AbortSignal) => Promise<Duplex>

const defaultTimeout = 8_000

/** Dials over TCP from this machine; gives up after `timeout` milliseconds with the code ETIMEDOUT. */
export function dialDirect(timeout = defaultTimeout): Dial {
  return (host, port, signal) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port, autoSelectFamily: true })
      const timer = setTimeout(() => {
        finish(Object.assign(new Error(`connect ETIMEDOUT ${host}:${port}`), { code: 'ETIMEDOUT' }))
      }, timeout)
      const onAbort = (): void => finish(Object.assign(new Error('aborted'), { code: 'ABORT_ERR' }))
      function finish(error?: Error): void {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        socket.off('connect', finish)
        socket.off('error', finish)
        if (error === undefined) {
          // Mail protocols are short questions and answers: waiting for more to send only costs time.
          socket.setNoDelay(true)
          resolve(socket)
          return
        }
        socket.on('error', () => undefined)
        socket.destroy()
        reject(error)
      }
      socket.on('connect', finish)
      socket.on('error', finish)
      signal?.addEventListener('abort', onAbort)
      if (signal?.aborted) onAbort()
    })
}
