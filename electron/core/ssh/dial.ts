import { connect, type Socket } from 'node:net'

/** Where a server listens. */
export interface Endpoint {
  /** Name or IP address. */
  readonly address: string
  readonly port: number
}

/** Begins a connection, which `openSocket` may take up. */
export function dial({ address: host, port }: Endpoint): Socket {
  const socket = connect({ host, port, autoSelectFamily: true })
  // A later error has its listeners in the session; this one keeps an early one from ending the process.
  return socket.on('error', () => undefined)
}
