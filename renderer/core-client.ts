import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '#shared/contract/contract.ts'
import { SocketLink } from './socket-link.ts'

/** What the preload script says when it hands over the port; both sides spell it out, as they share no code. */
const portTag = 'mailwright:core-port'

/**
 * Connects the page with the core: over the port that the desktop shell hands in, or over a WebSocket to the server that
 * the page came from. Failures of calls are ORPCErrors with the code FAILURE and words in `data`.
 */
export async function connectCore(): Promise<ContractRouterClient<Contract>> {
  if (location.protocol === 'app:') return createORPCClient(new PortLink({ port: await portFromShell() }))
  const url = new URL('/rpc', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return createORPCClient(new SocketLink(url.href))
}

function portFromShell(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent): void => {
      const [port] = event.ports
      if (event.source !== window || event.data !== portTag || port === undefined) return
      window.removeEventListener('message', listen)
      port.start()
      resolve(port)
    }
    window.addEventListener('message', listen)
    // Asked for only now, as a port that comes before anybody listens is lost.
    window.postMessage(`${portTag}?`, location.origin)
  })
}
